package dev.streamapp.e2e.publish;

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
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private @Nullable Process process;

    private Publisher(List<String> command, Map<String, String> environment, Path log) {
        this.command = command;
        this.environment = environment;
        this.log = log;
    }

    /**
     * A camera: the project's own publisher, with a clock in its picture.
     *
     * @param url SRT address of the stream, without passphrase
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
        var command = new ArrayList<>(List.of("ffmpeg", "-hide_banner", "-loglevel", "warning"));
        command.addAll(List.of("-nostdin", "-re", "-stream_loop", "-1"));
        command.addAll(List.of("-i", recording.toString(), "-c", "copy", "-f", "mpegts"));
        if (passphrase != null) {
            command.addAll(List.of("-passphrase", passphrase, "-pbkeylen", "32"));
        }
        command.add(url);
        return new Publisher(List.copyOf(command), Map.of(), log);
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
        Path root = Path.of(System.getProperty("streamapp.root", ".."));
        Path script = root.resolve("publisher/publish").toAbsolutePath().normalize();
        if (!Files.isExecutable(script)) {
            throw new IllegalStateException(script + " is missing or not executable");
        }
        return script;
    }

    @Override
    public void close() {
        vanish();
    }
}
