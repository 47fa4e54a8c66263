package dev.streamapp.gateway.viewing;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a stream may not play, in sentences that say what to do; the nearest cause first. */
final class Diagnosis {

    /** A playlist whose end is older than this many target durations shows a standing picture. */
    private static final int STALE_TARGETS = 3;

    /** Clocks of node and publisher may differ by this much without harm. */
    private static final double FUTURE_SECONDS = 5;

    private final List<String> findings = new ArrayList<>();

    /**
     * Explains; an empty list means that nothing is wrong up to the edge.
     *
     * @param playlist null when it could not be read
     */
    static List<String> of(
            LiveStream stream, Packagers.Answer answer, @Nullable PlaylistFacts playlist) {
        var diagnosis = new Diagnosis();
        diagnosis.state(stream);
        diagnosis.playlist(stream, answer, playlist);
        return List.copyOf(diagnosis.findings);
    }

    private void state(LiveStream stream) {
        if (stream.getSpec().suspend()) {
            say(
                    "The stream is stopped. Start it: POST /api/streams {\"stream_id\":\"%s\",\"action\":\"start\"}.",
                    stream.getMetadata().getName());
        }
        LiveStreamStatus status =
                Optional.ofNullable(stream.getStatus()).orElseGet(LiveStreamStatus::unknown);
        if (status.phase() == null) {
            say("The operator has not looked at the stream yet; is it running?");
        } else if (status.phase() == Phase.Starting) {
            say("Nobody publishes to the stream, so there is no picture.");
        }
        for (Condition condition : status.conditions()) {
            if (isComplaint(condition)) {
                say("%s", condition.message());
            }
        }
    }

    private static boolean isComplaint(Condition condition) {
        return switch (condition.type()) {
            case "Ready", "StorageReady", "Ingesting" ->
                    condition.status() == Condition.Status.False;
            case "KeyframeIntervalTooLong" -> condition.status() == Condition.Status.True;
            default -> false;
        };
    }

    private void playlist(
            LiveStream stream, Packagers.Answer answer, @Nullable PlaylistFacts playlist) {
        if (stream.getSpec().suspend()) {
            return;
        }
        if (answer.code() == 0) {
            say(
                    "The packager does not answer the gateway (%s): its pod is not running, or a NetworkPolicy is in the way.",
                    answer.text());
        } else if (playlist == null) {
            say("The packager has no playlist: it answers %d.", answer.code());
        } else {
            age(playlist);
        }
    }

    private void age(PlaylistFacts playlist) {
        Double age = playlist.newestPartAge();
        Long target = playlist.targetDuration();
        if (age == null || target == null) {
            say("The playlist has no time or no target duration; players cannot use it.");
        } else if (age > STALE_TARGETS * target) {
            say("The newest part is %.1f s old: the picture stands still.", age);
        } else if (age < -FUTURE_SECONDS) {
            say("The newest part lies %.1f s in the future: clocks of the nodes differ.", -age);
        }
    }

    private void say(String sentence, Object... arguments) {
        findings.add(sentence.formatted(arguments));
    }
}
