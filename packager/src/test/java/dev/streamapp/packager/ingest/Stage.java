package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.live.Archive;
import dev.streamapp.packager.live.LiveWindow;
import dev.streamapp.packager.live.Measurement;
import dev.streamapp.packager.live.Observer;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.recording.Unrecorded;
import dev.streamapp.packager.store.Directory;
import dev.streamapp.packager.store.Journal;
import dev.streamapp.packager.store.Recovery;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A packager's ingest with a real ffmpeg, the senders around it, and what comes out. */
final class Stage implements Observer, IngestObserver, AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);

    /** A small picture with a tone; what follows are encoders and the target. */
    static final String PICTURE =
            "-re -f lavfi -i testsrc2=s=160x90:r=25 -f lavfi -i sine=440:r=48000";

    static final String H264 = " -c:v libx264 -preset ultrafast -tune zerolatency -g 25 ";

    final List<Initialization> started = new CopyOnWriteArrayList<>();
    final List<String> ended = new CopyOnWriteArrayList<>();
    final List<String> sounds = new CopyOnWriteArrayList<>();
    final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger parts = new AtomicInteger();
    private final List<Process> programs = new ArrayList<>();
    private final Path directory;
    private final Supervisor supervisor;
    private final Thread ingest;
    private final Source source;

    Stage(Source source, Path directory) throws Exception {
        assumeThat(succeeds("ffmpeg", "-version")).as("ffmpeg on the PATH").isTrue();
        this.directory = directory;
        this.source = source;
        Targets targets = new Targets(Duration.ofSeconds(1), Duration.ofMillis(200), 6);
        Directory volume = new Directory(directory);
        Journal journal = new Journal(volume);
        Time time = Time.system();
        Recovery recovery = Recovery.from(volume, journal, targets, time.now());
        LiveWindow window = new LiveWindow(targets, recovery.listing());
        Archive archive = Unrecorded.archive(volume, journal, window, time);
        supervisor = new Supervisor("ffmpeg", source, archive, time, this, this);
        ingest = Thread.ofPlatform().start(supervisor);
    }

    static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    void awaitListening() {
        await().atMost(LONG).until(() -> source.queued() >= 0);
    }

    /** Runs ffmpeg with these arguments, split at spaces. */
    Process ffmpeg(String arguments) throws IOException {
        return run(("ffmpeg -v error " + arguments).split(" +"));
    }

    Process run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        programs.add(process);
        return process;
    }

    void partsMore(int count) {
        int before = parts.get();
        await().atMost(LONG).until(() -> parts.get() >= before + count);
    }

    void awaitEnding(Ending ending) {
        await().atMost(LONG).until(() -> ended.stream().anyMatch(e -> e.startsWith(ending.name())));
    }

    /** Formats of the tracks that came last. */
    List<String> formats() {
        return started.getLast().tracks().stream().map(track -> track.format()).toList();
    }

    /** Decodes all that the last run stored, and tells how many pictures that were. */
    int decodedPictures() throws Exception {
        Path whole = directory.resolve("whole.mp4");
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.sorted().toList();
            Path init =
                    all.stream()
                            .filter(file -> file.toString().endsWith("-init.mp4"))
                            .reduce((one, other) -> other)
                            .orElseThrow();
            String run = init.getFileName().toString().replace("init.mp4", "");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(Files.readAllBytes(init));
            all.stream()
                    .filter(file -> file.getFileName().toString().matches(run + "[0-9]+.mp4"))
                    .sorted(java.util.Comparator.comparing(Stage::order))
                    .forEach(file -> bytes.writeBytes(read(file)));
            Files.write(whole, bytes.toByteArray());
        }
        Process decoder =
                new ProcessBuilder(
                                ("ffmpeg -v error -i " + whole + " -map 0:v -f framecrc -")
                                        .split(" "))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String frames = new String(decoder.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(decoder.waitFor()).isZero();
        return (int) frames.lines().filter(line -> !line.startsWith("#")).count();
    }

    private static long order(Path segment) {
        String[] name = segment.getFileName().toString().replace(".mp4", "").split("-");
        return Long.parseLong(name[name.length - 1]);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        programs.forEach(Process::destroyForcibly);
        supervisor.stop();
        assertThat(ingest.join(LONG)).as("an end").isTrue();
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
    public void segment(Segment segment) {}

    @Override
    public void measured(Measurement measurement) {}

    @Override
    public void stopped() {}

    @Override
    public void storage(@Nullable String problem) {}

    @Override
    public void listening(boolean now) {}

    @Override
    public void heard() {}

    @Override
    public void refused() {
        refusals.incrementAndGet();
    }

    @Override
    public void soundChanged(String codec, boolean dropped) {
        sounds.add(codec + (dropped ? " dropped" : " transcoded"));
    }

    @Override
    public void statistics(SrtStatistics statistics) {}

    @Override
    public void ended(Ending ending, @Nullable String message) {
        ended.add(ending + " " + message);
    }
}
