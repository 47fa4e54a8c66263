package dev.streamapp.e2e.publish;

import dev.streamapp.e2e.cluster.TestStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who sends a picture to a stream. It can leave and come back; a publisher that leaves
 * says nothing, like a camera whose cable is pulled.
 */
public final class Publisher implements AutoCloseable {
    /** The distribution's, for which it has GStreamer's bindings. */
    private static final String PYTHON = "/usr/bin/python3";

    /** As GStreamer's RTSP server wants it. */
    private static final String FILMED =
            "( videotestsrc is-live=true ! video/x-raw,format=I420,width=320,height=180,framerate=25/1"
                    + " ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25"
                    + " ! rtph264pay name=pay0 pt=96 config-interval=1"
                    + " audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc"
                    + " ! rtppcmapay name=pay1 pt=8 )";

    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Process process;

    private Publisher(List<String> command, Map<String, String> environment, Path log) {
        this.command = command;
        this.environment = environment;
        this.log = log;
    }

    /** A small camera that knows a stream's address and passphrase. */
    public static Publisher camera(TestStream stream, Path log) {
        return camera(stream.ingestUrl(), stream.passphrase(), Source.small(), log);
    }

    /**
     * A camera: the project's own publisher, with a clock in its picture.
     *
     * @param url SRT address of the stream, without passphrase; one to be called at with {@code
     *     mode=listener}; or an RTMP address with the stream key
     * @param passphrase null for a stream without encryption
     * @param log where the process's output goes
     */
    public static Publisher camera(
            String url, @Nullable String passphrase, Source source, Path log) {
        var environment = new LinkedHashMap<>(source.environment());
        environment.put("PUBLISH_URL", url);
        if (passphrase != null) {
            environment.put("SRT_PASSPHRASE", passphrase);
        }
        return new Publisher(List.of(script().toString()), environment, log);
    }

    /**
     * A player of a recording, which costs next to no processor time: for measurements of many
     * streams on one machine.
     *
     * @param recording an MPEG transport stream, sent over and over
     */
    public static Publisher recording(
            String url, @Nullable String passphrase, Path recording, Path log) {
        List<String> options =
                List.of("-re", "-stream_loop", "-1", "-i", recording.toString(), "-c", "copy");
        return new Publisher(ffmpeg(url, passphrase, options), Map.of(), log);
    }

    /**
     * An encoder that sends whatever it is told to, and calls again when it was dropped.
     *
     * @param options ffmpeg's inputs and encoders
     */
    public static Publisher encoder(
            String url, @Nullable String passphrase, List<String> options, Path log) {
        var command =
                new ArrayList<>(List.of("sh", "-c", "while true; do \"$@\"; sleep 0.5; done"));
        command.add("encoder");
        command.addAll(ffmpeg(url, passphrase, options));
        return new Publisher(List.copyOf(command), Map.of(), log);
    }

    private static List<String> ffmpeg(
            String url, @Nullable String passphrase, List<String> options) {
        var command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-loglevel", "warning"));
        command.add("-nostdin");
        command.addAll(options);
        command.addAll(List.of("-f", "mpegts"));
        if (passphrase != null) {
            command.addAll(List.of("-passphrase", passphrase, "-pbkeylen", "32"));
        }
        command.add(url);
        return List.copyOf(command);
    }

    /**
     * An IP camera with G.711 sound: an RTSP server that sends to whoever asks, at the path {@code
     * /live}.
     *
     * @param address of this machine that it listens at
     */
    public static Publisher ipCamera(
            String address, int port, String user, String password, Path log) {
        return new Publisher(
                List.of(
                        PYTHON,
                        root().resolve("packager/src/test/resources/camera.py").toString(),
                        FILMED,
                        "--address",
                        address,
                        "--port",
                        String.valueOf(port),
                        "--user",
                        user,
                        "--password",
                        password),
                Map.of(),
                log);
    }

    /**
     * Starts to send.
     *
     * @return when its process was started
     */
    public Instant start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("this publisher sends already");
        }
        try {
            Files.createDirectories(Objects.requireNonNull(log.toAbsolutePath().getParent()));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            Instant now = Instant.now();
            process = builder.start();
            return now;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start; is ffmpeg installed?", e);
        }
    }

    /** Vanishes without a word, as when a cable is pulled. */
    public void vanish() {
        Process running = process;
        if (running == null) {
            return;
        }
        var all = new ArrayList<ProcessHandle>();
        all.add(running.toHandle());
        running.descendants().forEach(all::add);
        // the script before its ffmpeg, or it starts another
        all.forEach(ProcessHandle::destroyForcibly);
        try {
            if (!running.waitFor(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("publisher " + running.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    /** What its process printed. */
    public String output() {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path script() {
        Path script = root().resolve("publisher/publish");
        if (!Files.isExecutable(script)) {
            throw new IllegalStateException(script + " is missing or not executable");
        }
        return script;
    }

    private static Path root() {
        return Path.of(System.getProperty("streamapp.root", "..")).toAbsolutePath().normalize();
    }

    @Override
    public void close() {
        vanish();
    }
}
