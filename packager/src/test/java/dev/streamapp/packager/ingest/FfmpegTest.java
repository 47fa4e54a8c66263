package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.packager.hls.MediaBase;
import dev.streamapp.packager.hls.PlaylistRules;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.live.Archive;
import dev.streamapp.packager.live.LiveWindow;
import dev.streamapp.packager.live.Measurement;
import dev.streamapp.packager.live.Observer;
import dev.streamapp.packager.live.Published;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.media.Track;
import dev.streamapp.packager.recording.Unrecorded;
import dev.streamapp.packager.store.Directory;
import dev.streamapp.packager.store.Journal;
import dev.streamapp.packager.store.Recovery;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("With a real ffmpeg over SRT on this machine")
class FfmpegTest implements Observer, IngestObserver {
    private static final String PASSPHRASE = "correct horse battery";
    private static final int TS_PACKET = 188;
    private static final Duration LONG = Duration.ofSeconds(40);

    /** A packet that comes late on a busy machine must not cost the first key frame. */
    private static final Duration LATENCY = Duration.ofSeconds(1);

    private final List<Ending> endings = new CopyOnWriteArrayList<>();
    private final List<Initialization> started = new CopyOnWriteArrayList<>();
    private final List<Process> publishers = new ArrayList<>();
    private final AtomicInteger parts = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean listening;
    private ProcessBuilder publisher;
    private LiveWindow window;
    private Supervisor supervisor;
    private Watchdog watchdog;
    private Thread ingest;
    private int port;

    @TempDir Path directory;

    @BeforeEach
    void start() throws Exception {
        assumeThat(available()).as("ffmpeg with libsrt and libx264 on the PATH").isTrue();
        try (DatagramSocket free = new DatagramSocket()) {
            port = free.getLocalPort();
        }
        Targets targets = new Targets(Duration.ofSeconds(1), Duration.ofMillis(200), 6);
        Directory volume = new Directory(directory);
        Journal journal = new Journal(volume);
        Time time = Time.system();
        Recovery recovery = Recovery.from(volume, journal, targets, time.now());
        window = new LiveWindow(targets, recovery.listing());
        Archive archive = Unrecorded.archive(volume, journal, window, time);
        SrtListener srt = new SrtListener("127.0.0.1", port, LATENCY, PASSPHRASE, 16);
        supervisor = new Supervisor("ffmpeg", srt, archive, time, this, this);
        watchdog = new Watchdog(supervisor, srt, this);
        ingest = Thread.ofPlatform().start(supervisor);
        awaitListening();
    }

    private static boolean available() throws InterruptedException {
        return Stage.succeeds("sh", "-c", "ffmpeg -hide_banner -protocols | grep -qw srt");
    }

    @AfterEach
    void stop() throws InterruptedException {
        publishers.forEach(Process::destroyForcibly);
        if (supervisor != null) {
            supervisor.stop();
            assertThat(ingest.join(LONG)).as("an end").isTrue();
        }
    }

    private void awaitListening() {
        await().atMost(LONG)
                .until(() -> {
                    watchdog.look(Duration.ofMillis(100));
                    return listening;
                });
    }

    private Process publish(String passphrase, String... encoding) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-re"));
        command.addAll(List.of(encoding));
        command.addAll(List.of("-f", "mpegts", "-passphrase", passphrase, "-pbkeylen", "16"));
        command.add("srt://127.0.0.1:" + port + "?mode=caller&latency=" + LATENCY.toNanos() / 1000);
        publisher =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        return publishAgain();
    }

    private Process publishAgain() throws IOException {
        Process process = publisher.start();
        publishers.add(process);
        return process;
    }

    private void camera() throws IOException {
        publish(
                PASSPHRASE,
                ("-f lavfi -i testsrc2=s=160x90:r=25 -f lavfi -i sine=440:r=48000 -c:v libx264"
                                + " -preset ultrafast -tune zerolatency -g 25 -c:a aac")
                        .split(" "));
    }

    private void partsMore(int count) {
        int before = parts.get();
        await().atMost(LONG)
                .until(() -> {
                    // one that was turned away does not try again by itself
                    if (!publishers.getLast().isAlive()) {
                        publishAgain();
                    }
                    return parts.get() >= before + count;
                });
    }

    private void publisherLeaves() {
        publishers.getLast().destroy();
        await().atMost(LONG).until(() -> endings.contains(Ending.DEPARTED));
    }

    private PlaylistRules playlist() {
        Published published = Objects.requireNonNull(window.published());
        return PlaylistRules.check(
                new String(published.body(MediaBase.BESIDE), StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("a publisher with sound is on air, leaves, returns, and the list goes on")
    void leavesAndReturns() throws Exception {
        camera();
        partsMore(12);
        assertThat(started.getFirst().tracks())
                .extracting(Track::format)
                .containsExactly("H.264", "AAC");
        PlaylistRules before = playlist();
        publisherLeaves();
        awaitListening();
        camera();
        partsMore(12);
        before.followedBy(playlist());
        assertThat(playlist().segments).anyMatch(segment -> segment.discontinuity);
    }

    @Test
    @DisplayName("a wrong passphrase is refused and noticed, and the right one still gets in")
    void wrongPassphrase() throws Exception {
        Process stranger = publish("not the passphrase", "-f", "lavfi", "-i", "testsrc2=s=160x90");
        assertThat(stranger.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await().atMost(LONG).until(() -> refusals.get() > 0);
        assertThat(started).isEmpty();
        camera();
        partsMore(6);
    }

    @Test
    @DisplayName(
            "a publisher that comes in seconds before its next key frame gets on air when it tries again")
    void betweenKeyFrames() throws Exception {
        Path recording = betweenKeyFrames(Files.createTempDirectory(directory, "recording"));
        int before = parts.get();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> {
                    Process publisher =
                            publish(
                                    PASSPHRASE,
                                    "-f",
                                    "mpegts",
                                    "-i",
                                    recording.toString(),
                                    "-copyinkf",
                                    "-c",
                                    "copy");
                    publisher.waitFor(20, TimeUnit.SECONDS);
                    return parts.get() > before;
                });
    }

    /** 8 s of MPEG-TS without its first second; the next key frame is 3 s away. */
    private static Path betweenKeyFrames(Path folder) throws Exception {
        Path whole = folder.resolve("whole.ts");
        String encoding =
                "ffmpeg -v error -f lavfi -i testsrc2=s=160x90:r=25 -f lavfi -i sine=440:r=48000 -t 9"
                        + " -c:v libx264 -preset ultrafast -tune zerolatency -g 100 -c:a aac"
                        + " -pat_period 0.2 -f mpegts ";
        Process encoder = new ProcessBuilder((encoding + whole).split(" ")).start();
        assertThat(encoder.waitFor()).isZero();
        byte[] bytes = Files.readAllBytes(whole);
        int packets = bytes.length / TS_PACKET;
        int from = packets / 9 * TS_PACKET;
        return Files.write(folder.resolve("cut.ts"), Arrays.copyOfRange(bytes, from, bytes.length));
    }

    @Test
    @DisplayName("ffmpeg killed is started again at once; ffmpeg stopped is noticed and replaced")
    void killedAndHung() throws Exception {
        camera();
        partsMore(6);
        child().destroyForcibly();
        await().atMost(LONG).until(() -> endings.contains(Ending.KILLED));
        awaitListening();
        camera();
        partsMore(6);
        new ProcessBuilder("kill", "-STOP", String.valueOf(child().pid())).start().waitFor();
        await().atMost(LONG)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    watchdog.look(Duration.ofMillis(200));
                    return endings.contains(Ending.HUNG);
                });
        awaitListening();
    }

    private static ProcessHandle child() {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().arguments().map(FfmpegTest::listens).orElse(false))
                .findFirst()
                .orElseThrow();
    }

    private static boolean listens(String... arguments) {
        return String.join(" ", arguments).contains("mode=listener");
    }

    @Test
    @DisplayName("a picture that stops while the sound goes on ends the run")
    void pictureStops() throws Exception {
        publish(
                PASSPHRASE,
                ("-t 6 -f lavfi -i testsrc2=s=160x90:r=25 -re -f lavfi -i sine=440:r=48000"
                                + " -c:v libx264 -preset ultrafast -tune zerolatency -g 25 -c:a aac"
                                + " -max_interleave_delta 500000")
                        .split(" "));
        partsMore(6);
        await().atMost(LONG).until(() -> endings.contains(Ending.INVALID_MEDIA));
    }

    @Test
    @DisplayName(
            "video alone, with B-frames, is cut; sound alone in Opus too, at the second attempt")
    void otherTracks() throws Exception {
        publish(
                PASSPHRASE,
                ("-f lavfi -i testsrc2=s=160x90:r=30000/1001 -c:v libx264 -preset veryfast"
                                + " -bf 2 -g 30")
                        .split(" "));
        partsMore(12);
        assertThat(started.getLast().audio()).isEmpty();
        publisherLeaves();
        for (int attempt = 0; attempt < 2; attempt++) {
            awaitListening();
            Process sound =
                    publish(PASSPHRASE, "-f lavfi -i sine=440:r=48000 -c:a libopus".split(" "));
            int endedBefore = endings.size();
            await().atMost(LONG).until(() -> endings.size() > endedBefore || opusIsOn());
            if (opusIsOn()) {
                partsMore(6);
                return;
            }
            sound.destroyForcibly();
        }
        assertThat(opusIsOn()).isTrue();
    }

    private boolean opusIsOn() {
        return started.getLast().tracks().getFirst().format().equals("Opus");
    }

    @Override
    public void started(Initialization initialization) {
        started.add(initialization);
    }

    @Override
    public void part(long bytes) {
        parts.incrementAndGet();
    }

    @Override
    public void segment(dev.streamapp.packager.hls.Segment segment) {}

    @Override
    public void measured(Measurement measurement) {}

    @Override
    public void stopped() {}

    @Override
    public void storage(@Nullable String problem) {}

    @Override
    public void listening(boolean now) {
        listening = now;
    }

    @Override
    public void heard() {}

    @Override
    public void refused() {
        refusals.incrementAndGet();
    }

    @Override
    public void soundChanged(String codec, boolean dropped) {}

    @Override
    public void statistics(SrtStatistics statistics) {}

    @Override
    public void ended(Ending ending, @Nullable String message) {
        endings.add(ending);
    }
}
