package dev.streamapp.packager.control;

import dev.streamapp.packager.control.Problem.Reason;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.ingest.Ending;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.store.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What is wrong just now, with what to do about it. Not for several threads at once. */
final class Problems {
    /** How long a publisher's mistake is shown after it was last seen. */
    private static final Duration SHOWN = Duration.ofSeconds(60);

    /** How long it is shown that recordings were shortened: there may be no second time. */
    private static final Duration SHOWN_LONG = Duration.ofMinutes(30);

    /** What is said of a run and ends with it. */
    private static final Set<Reason> OF_MEDIA =
            Set.of(
                    Reason.KeyframeIntervalTooLong,
                    Reason.AudioTranscoded,
                    Reason.AudioDropped,
                    Reason.BFrames);

    /** What is said of attempts in vain, until one succeeds. */
    private static final Set<Reason> OF_ATTEMPTS =
            Set.of(
                    Reason.FfmpegFailed,
                    Reason.InvalidMedia,
                    Reason.UnsupportedCodec,
                    Reason.SourceUnreachable,
                    Reason.SourceRefused,
                    Reason.BadCredentials);

    private final Time time;
    private final Map<Reason, Shown> shown = new EnumMap<>(Reason.class);

    /**
     * @param until when it is forgotten by itself
     */
    private record Shown(String message, Instant until) {}

    Problems(Time time) {
        this.time = time;
    }

    boolean has(Reason reason) {
        return shown.containsKey(reason);
    }

    void solved(Reason reason) {
        shown.remove(reason);
    }

    void runBegins() {
        shown.keySet().removeAll(OF_MEDIA);
        shown.keySet().removeAll(OF_ATTEMPTS);
    }

    void runEnds() {
        shown.keySet().removeAll(OF_MEDIA);
    }

    /** All that is not over at that time. */
    List<Problem> at(Instant now) {
        shown.values().removeIf(each -> each.until().isBefore(now));
        return shown.entrySet().stream()
                .map(entry -> new Problem(entry.getKey(), entry.getValue().message()))
                .toList();
    }

    void stateUnreadable(String why) {
        show(
                Reason.StateUnreadable,
                "The list of earlier segments is lost ("
                        + why
                        + "); the stream goes on with a new one. Nothing is to be done unless this"
                        + " returns: then check the volume.");
    }

    void reorderedFrames() {
        show(
                Reason.BFrames,
                "The encoder reorders frames (B-frames): they play, and delay the picture by the"
                        + " frames that wait; 0 B-frames (x264: tune zerolatency) is quickest.");
    }

    void keyFrames(double interval, Targets targets) {
        if (interval * 1e9 <= targets.hardNanos()) {
            solved(Reason.KeyframeIntervalTooLong);
            return;
        }
        show(
                Reason.KeyframeIntervalTooLong,
                ("The publisher sends a key frame each %s s; set %s s or less in the encoder (OBS:"
                                + " Settings > Output > Keyframe Interval).")
                        .formatted(interval, targets.targetSeconds()));
    }

    void soundDropped(String codec) {
        show(
                Reason.AudioDropped,
                "The audio ("
                        + name(codec)
                        + ") cannot be decoded here and is left out; set AAC in the encoder or"
                        + " camera to be heard.");
    }

    void soundTranscoded(String codec) {
        show(
                Reason.AudioTranscoded,
                "The audio comes as "
                        + name(codec)
                        + ", which players do not play, and is made AAC here; AAC from the encoder"
                        + " or camera saves that work.");
    }

    private static String name(String codec) {
        return codec.toUpperCase(Locale.ROOT).replace('_', ' ');
    }

    void storageFull(String why) {
        show(
                Reason.StorageFull,
                "The volume does not take what is written ("
                        + why
                        + (Volume.isFull(why)
                                ? "); raise spec.storage.size or lower spec.hls.window."
                                : "); look at the volume claim, its storage and its node."));
    }

    void recordingShort() {
        show(
                Reason.RecordingStorageFull,
                "The volume was full, and the oldest recordings were deleted before their time so"
                        + " that the live picture goes on; raise spec.storage.size or lower"
                        + " spec.recording.maxSize.",
                SHOWN_LONG);
    }

    void publisherRefused() {
        show(
                Reason.PublisherRefused,
                "A publisher was refused: wrong passphrase or stream key. Use the one in the"
                        + " stream's Secret.",
                SHOWN);
    }

    /** An attempt to receive ended like this. */
    void ended(Ending ending, String why) {
        switch (ending) {
            case FAILED ->
                    show(
                            Reason.FfmpegFailed,
                            "ffmpeg ended before anything was received"
                                    + (why.isEmpty() ? "." : " (" + why + ")."),
                            SHOWN);
            case INVALID_MEDIA ->
                    show(
                            Reason.InvalidMedia,
                            "What arrived is no media that can be cut (" + why + ").",
                            SHOWN);
            case UNSUPPORTED_CODEC -> show(Reason.UnsupportedCodec, why, SHOWN);
            case UNREACHABLE ->
                    show(
                            Reason.SourceUnreachable,
                            "Nobody answers there ("
                                    + why
                                    + "); check the address, and that the source is on. It is tried"
                                    + " again each few seconds.",
                            SHOWN);
            case REFUSED ->
                    show(
                            Reason.SourceRefused,
                            "The source refuses ("
                                    + why
                                    + "); check port and path. It is tried again each few seconds.",
                            SHOWN);
            case BAD_CREDENTIALS ->
                    show(
                            Reason.BadCredentials,
                            "The source wants other credentials; correct those in the Secret that"
                                    + " spec.ingest names, then suspend and resume the stream: a"
                                    + " pod reads its Secret as it starts.",
                            SHOWN);
            case STORAGE -> storageFull(why);
            case DEPARTED, RETRIED, KILLED, HUNG, STOPPED -> {
                // the next start tells whether something is wrong
            }
        }
    }

    private void show(Reason reason, String message) {
        shown.put(reason, new Shown(message, Instant.MAX));
    }

    private void show(Reason reason, String message, Duration duration) {
        shown.put(reason, new Shown(message, time.now().plus(duration)));
    }
}
