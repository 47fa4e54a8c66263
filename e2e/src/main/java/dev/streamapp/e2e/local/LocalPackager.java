package dev.streamapp.e2e.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The packager as it was built, with this machine's ffmpeg; it can be killed and lose its volume.
 */
public final class LocalPackager implements AutoCloseable {
    public static final String PASSPHRASE = "correct-horse-battery";

    private static final Path HOME =
            Path.of(System.getProperty("streamapp.root", ".."))
                    .toAbsolutePath()
                    .resolve("packager");

    private final Path directory;
    private final Map<String, String> environment = new HashMap<>();
    private final int srtPort;
    private final int mediaPort;
    private Process process;

    /**
     * Starts it.
     *
     * @param directory for its volume and its log
     * @param settings variables of its environment
     */
    public LocalPackager(Path directory, Map<String, String> settings) {
        this.directory = directory;
        try (var udp = new DatagramSocket();
                var media = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            srtPort = udp.getLocalPort();
            mediaPort = media.getLocalPort();
            environment.putAll(
                    Map.of(
                            "INGEST_KIND",
                            "srt",
                            "SRT_ADDRESS",
                            "127.0.0.1",
                            "SRT_PORT",
                            String.valueOf(srtPort),
                            "SRT_PASSPHRASE",
                            PASSPHRASE,
                            "SRT_KEY_LENGTH",
                            "32",
                            "DATA_DIR",
                            volume().toString(),
                            "MEDIA_PORT",
                            String.valueOf(mediaPort),
                            "CONTROL_PORT",
                            String.valueOf(control.getLocalPort())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.putAll(settings);
        process = start();
    }

    private Process start() {
        if (!Files.exists(HOME.resolve("target/packager.jar"))) {
            throw new IllegalStateException(
                    "packager/target/packager.jar is missing; run: make build");
        }
        try {
            Files.createDirectories(volume());
            var builder =
                    new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                            "@java.args",
                            "-cp",
                            "target/packager.jar:target/lib/*",
                            "dev.streamapp.packager.Main");
            builder.environment().putAll(environment);
            return builder.directory(HOME.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path volume() {
        return directory.resolve("data");
    }

    /** Where it is published to. */
    public String ingestUrl() {
        return "srt://127.0.0.1:" + srtPort + "?mode=caller";
    }

    /** Where it is watched. */
    public URI media() {
        return URI.create("http://127.0.0.1:" + mediaPort);
    }

    /** Killed, and back with an empty volume. */
    public void losesItsVolume() {
        kill();
        try (Stream<Path> files = Files.list(volume())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = start();
    }

    private void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("packager " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
