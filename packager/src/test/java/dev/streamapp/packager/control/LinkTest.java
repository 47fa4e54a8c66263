package dev.streamapp.packager.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.ingest.LossyLink;
import dev.streamapp.packager.ingest.SrtListener;
import dev.streamapp.packager.ingest.Supervisor;
import dev.streamapp.packager.ingest.UdpSockets;
import dev.streamapp.packager.live.LiveWindow;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.recording.Unrecorded;
import dev.streamapp.packager.store.Directory;
import dev.streamapp.packager.store.Journal;
import dev.streamapp.packager.store.Recovery;
import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A real SRT publisher over a link that loses packets")
class LinkTest {
    private static final String PASSPHRASE = "correct horse battery";
    private static final Duration LATENCY = Duration.ofSeconds(4);

    /** The judge's minutes are seconds of this test. */
    private static final int FASTER = 10;

    private final Metrics metrics = new Metrics();
    private StatusBoard board;
    private Supervisor supervisor;
    private Thread ingest;
    private LossyLink link;
    private Process publisher;

    @TempDir Path directory;

    @BeforeEach
    void onAir() throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket()) {
            port = free.getLocalPort();
        }
        Targets targets = new Targets(Duration.ofSeconds(1), Duration.ofMillis(200), 6);
        board =
                new StatusBoard(
                        targets,
                        Duration.ofSeconds(60),
                        new Time(Clock.systemUTC(), () -> System.nanoTime() * FASTER),
                        metrics);
        Directory volume = new Directory(directory);
        Time time = Time.system();
        Journal journal = new Journal(volume);
        Recovery recovery = Recovery.from(volume, journal, targets, time.now());
        LiveWindow window = new LiveWindow(targets, recovery.listing());
        supervisor =
                new Supervisor(
                        ffmpeg().toString(),
                        new SrtListener("127.0.0.1", port, LATENCY, PASSPHRASE, 16),
                        Unrecorded.archive(volume, journal, window, time),
                        time,
                        board,
                        board);
        ingest = Thread.ofPlatform().start(supervisor);
        link = new LossyLink(port);
        await().atMost(Duration.ofSeconds(20)).until(() -> new UdpSockets().bound(port));
        publish();
    }

    /** ffmpeg of this machine with what the image's ffmpeg is linked with. */
    private Path ffmpeg() throws Exception {
        assumeThat(Path.of("/usr/include/srt/srt.h")).as("libsrt's header").exists();
        Path library = directory.resolve("srt-statistics.so");
        Process compiler =
                new ProcessBuilder(
                                "cc",
                                "-O2",
                                "-Wall",
                                "-Wextra",
                                "-Werror",
                                "-shared",
                                "-fPIC",
                                "-o",
                                library.toString(),
                                "src/main/c/srt-statistics.c")
                        .inheritIO()
                        .start();
        assertThat(compiler.waitFor()).isZero();
        Path script = directory.resolve("ffmpeg");
        Files.writeString(script, "#!/bin/sh\nLD_PRELOAD=" + library + " exec ffmpeg \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private void publish() throws IOException {
        String input =
                "ffmpeg -v error -re -f lavfi -i testsrc2=s=320x180:r=25 -c:v libx264"
                        + " -preset ultrafast -tune zerolatency -g 25 -b:v 1M -f mpegts";
        List<String> command = new ArrayList<>(List.of(input.split(" ")));
        command.addAll(List.of("-passphrase", PASSPHRASE, "-pbkeylen", "16"));
        command.add(
                "srt://127.0.0.1:%d?mode=caller&latency=%d"
                        .formatted(link.port(), LATENCY.toNanos() / 1000));
        publisher =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (publisher != null) {
            publisher.destroyForcibly();
            link.close();
            supervisor.stop();
            ingest.join();
        }
    }

    private void within(int seconds, String link) {
        await().atMost(Duration.ofSeconds(seconds))
                .untilAsserted(() -> assertThat(board.json()).contains("\"link\":{" + link));
    }

    private OptionalDouble metric(String name) throws IOException {
        return new String(metrics.scrape(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("streamapp_srt_" + name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst();
    }

    private double total(String name) throws IOException {
        return metric(name + "_total").orElseThrow();
    }

    @Test
    @DisplayName("is told of: loss, then holes in the picture, and that all is well again")
    void lossy() throws Exception {
        within(30, "\"quality\":\"Good\"}");
        await().atMost(Duration.ofSeconds(15)).until(() -> metric("rtt_seconds").isPresent());
        assertThat(total("received_packets")).isPositive();
        assertThat(total("received_bytes") / total("received_packets")).isBetween(188.0, 1400.0);

        link.lose(0.2);
        within(15, "\"quality\":\"Poor\",\"reason\":\"PacketsLost\"");
        await().atMost(Duration.ofSeconds(15))
                .until(() -> total("lost_packets") > 10 && total("retransmitted_packets") > 10);
        assertThat(total("dropped_packets")).as("all came in time").isZero();

        link.neverPass(20);
        within(15, "\"quality\":\"Poor\",\"reason\":\"PacketsDropped\"");
        assertThat(total("dropped_packets")).isPositive();

        link.lose(0);
        link.neverPass(0);
        within(40, "\"quality\":\"Good\"}");
        assertThat(publisher.isAlive()).as("one connection saw it all").isTrue();
        publisher.destroyForcibly();
        await().atMost(Duration.ofSeconds(10)).until(() -> metric("rtt_seconds").isEmpty());
        assertThat(total("lost_packets")).isGreaterThan(10);
    }
}
