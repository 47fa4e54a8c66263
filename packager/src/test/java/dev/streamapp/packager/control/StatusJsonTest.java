package dev.streamapp.packager.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.control.Problem.Reason;
import dev.streamapp.packager.control.Status.Audio;
import dev.streamapp.packager.control.Status.Link;
import dev.streamapp.packager.control.Status.Media;
import dev.streamapp.packager.control.Status.State;
import dev.streamapp.packager.control.Status.Video;
import dev.streamapp.packager.recording.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The status as JSON, which the operator reads from the same files")
class StatusJsonTest {
    private static final Path GOLDEN = Path.of("src/test/resources/status");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-01-01T00:00:05Z");
    private static final Video VIDEO = new Video("avc1.64001f", "H.264", 1280, 720, 25, 1);
    private static final Audio AUDIO = new Audio("mp4a.40.2", "AAC", 48000, 2);

    private static final Map<String, Status> CASES =
            Map.ofEntries(
                    Map.entry("starting", off(State.Starting, false)),
                    Map.entry("waiting", off(State.Waiting, true)),
                    Map.entry("on-air", over(Link.GOOD)),
                    Map.entry("on-air-poor-link", over(Link.poor(Link.Reason.PacketsDropped))),
                    Map.entry(
                            "on-air-first-moments",
                            on(
                                    State.OnAir,
                                    new Media(
                                            0,
                                            new Video("hvc1.1.6.L93.b0", "H.265", 1920, 1080, 0, 0),
                                            AUDIO))),
                    Map.entry(
                            "on-air-video-only",
                            on(
                                    State.OnAir,
                                    new Media(
                                            900_000,
                                            new Video("avc1.42c01e", "H.264", 640, 360, 29.97, 2.5),
                                            null))),
                    Map.entry(
                            "on-air-audio-only",
                            on(
                                    State.OnAir,
                                    new Media(128_000, null, new Audio("opus", "Opus", 48000, 2)))),
                    Map.entry(
                            "on-air-long-key-frame-interval",
                            on(
                                    State.OnAir,
                                    new Media(
                                            2_500_000,
                                            new Video("avc1.64001f", "H.264", 1280, 720, 25, 8.3),
                                            AUDIO),
                                    new Problem(
                                            Reason.KeyframeIntervalTooLong,
                                            "The publisher sends a key frame each 8.3 s; set 2 s or"
                                                    + " less in the encoder (OBS: Settings > Output >"
                                                    + " Keyframe Interval)."))),
                    Map.entry(
                            "reconnecting",
                            on(State.Reconnecting, new Media(2_500_000, VIDEO, AUDIO))),
                    Map.entry(
                            "waiting-recorded",
                            new Status(
                                    State.Waiting,
                                    LATER,
                                    null,
                                    true,
                                    null,
                                    null,
                                    List.of(
                                            new Recorded(
                                                    "1767222000000abcd-17",
                                                    START.minusSeconds(3600),
                                                    START.minusSeconds(600),
                                                    Duration.ofSeconds(2_990),
                                                    934_375_000,
                                                    false),
                                            new Recorded(
                                                    "1767225540000abcd-1600",
                                                    START.minusSeconds(60),
                                                    START,
                                                    Duration.ofSeconds(60),
                                                    18_750_000,
                                                    true)),
                                    List.of(
                                            new Problem(
                                                    Reason.RecordingStorageFull,
                                                    "The volume was full.")))),
                    Map.entry(
                            "waiting-publisher-refused",
                            off(
                                    State.Waiting,
                                    true,
                                    new Problem(
                                            Reason.PublisherRefused,
                                            "A publisher was refused: wrong passphrase. Use the one"
                                                    + " in the stream's passphrase Secret."))),
                    Map.entry(
                            "waiting-bad-credentials",
                            off(
                                    State.Waiting,
                                    true,
                                    new Problem(
                                            Reason.BadCredentials,
                                            "The source wants other credentials; correct those in"
                                                    + " the Secret that spec.ingest names."))),
                    Map.entry(
                            "on-air-audio-transcoded",
                            on(
                                    State.OnAir,
                                    new Media(900_000, VIDEO, AUDIO),
                                    new Problem(
                                            Reason.AudioTranscoded,
                                            "The audio comes as PCM ALAW, which players do not play,"
                                                    + " and is made AAC here; AAC from the encoder or"
                                                    + " camera saves that work."))),
                    Map.entry(
                            "failing-storage",
                            new Status(
                                    State.Failing,
                                    LATER,
                                    START,
                                    true,
                                    new Media(2_500_000, VIDEO, AUDIO),
                                    null,
                                    List.of(),
                                    List.of(
                                            new Problem(
                                                    Reason.StorageFull,
                                                    "The volume does not take what is written (No"
                                                            + " space left on device); raise"
                                                            + " spec.storage.size or lower"
                                                            + " spec.hls.window."),
                                            new Problem(
                                                    Reason.StateUnreadable,
                                                    "The list of earlier segments is lost"
                                                            + " (state.jsonl is empty or cut off); the"
                                                            + " stream goes on with a new one. Nothing"
                                                            + " is to be done unless this returns: then"
                                                            + " check the volume.")))),
                    Map.entry(
                            "failing-ffmpeg",
                            off(
                                    State.Failing,
                                    false,
                                    new Problem(
                                            Reason.FfmpegFailed,
                                            "ffmpeg cannot be started: no such program. It is"
                                                    + " started again for ever."))));

    private static Status off(State state, boolean listening, Problem... problems) {
        return new Status(state, LATER, null, listening, null, null, List.of(), List.of(problems));
    }

    private static Status on(State state, Media media, Problem... problems) {
        return new Status(state, LATER, START, true, media, null, List.of(), List.of(problems));
    }

    private static Status over(Link link) {
        Media media = new Media(2_500_000, VIDEO, AUDIO);
        return new Status(State.OnAir, LATER, START, true, media, link, List.of(), List.of());
    }

    @Test
    @DisplayName("is exactly what the golden files hold, and there is no other file")
    void golden() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            Map<String, String> expected =
                    files.collect(
                            Collectors.toMap(
                                    file -> file.getFileName().toString().replace(".json", ""),
                                    StatusJsonTest::read));
            Map<String, String> rendered =
                    CASES.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            e -> StatusJson.render(e.getValue()) + "\n"));
            assertThat(rendered).containsExactlyInAnyOrderEntriesOf(expected);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
