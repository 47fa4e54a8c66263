package dev.streamapp.packager;

import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.ingest.Source;
import dev.streamapp.packager.recording.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Everything that can be set, from the environment of the process; the only place that reads it.
 *
 * @param stream {@code STREAM_NAMESPACE/STREAM_NAME}, for the log
 * @param replayOnly whether only what was recorded is served, and nobody can publish
 */
public record Settings(
        String stream,
        Source source,
        Targets targets,
        Duration reconnectWindow,
        Policy recording,
        boolean replayOnly,
        Path dataDirectory,
        String ffmpeg,
        int mediaPort,
        int controlPort,
        int maxWaiting) {
    /** From the process environment. */
    public static Settings fromEnvironment() {
        return of(System.getenv());
    }

    /** That of the log, which is needed before anything can be complained of. */
    static LogForm logForm() {
        return logForm(new Environment(System.getenv()));
    }

    private static LogForm logForm(Environment env) {
        return env.text("LOG_FORMAT", "text").equals("json")
                ? new LogForm.Json(namespace(env), name(env))
                : new LogForm.Text();
    }

    private static String namespace(Environment env) {
        return env.text("STREAM_NAMESPACE", "default");
    }

    private static String name(Environment env) {
        return env.text("STREAM_NAME", "stream");
    }

    /**
     * From given variables.
     *
     * @throws IllegalArgumentException naming the variable and what it may be
     */
    static Settings of(Map<String, String> variables) {
        Environment env = new Environment(variables);
        env.oneOf("LOG_FORMAT", "text", "json");
        Duration segment = env.duration("HLS_SEGMENT_DURATION", "2s");
        Duration part = env.duration("HLS_PART_DURATION", "200ms");
        if (part.isZero() || part.multipliedBy(2).compareTo(segment) > 0) {
            throw new IllegalArgumentException(
                    "HLS_PART_DURATION must be more than 0 and at most half of HLS_SEGMENT_DURATION");
        }
        Duration window = env.duration("RECONNECT_WINDOW", "60s");
        return new Settings(
                namespace(env) + "/" + name(env),
                Sources.of(env),
                new Targets(segment, part, env.number("HLS_WINDOW", 8, 3, 1000)),
                window,
                recording(env, window),
                env.flag("REPLAY_ONLY"),
                Path.of(env.text("DATA_DIR", "/data")),
                env.text("FFMPEG", "ffmpeg"),
                env.number("MEDIA_PORT", 8080, 0, 65535),
                env.number("CONTROL_PORT", 9090, 0, 65535),
                env.number("MAX_WAITING_REQUESTS", 1000, 1, 100_000));
    }

    /**
     * Where nothing is said of recordings, those that are there stay until the live picture needs
     * their room: somebody may have left the whole block out of a spec, and wants them back.
     */
    private static Policy recording(Environment env, Duration gap) {
        int mebibytes =
                env.number("RECORDING_MAX_MEBIBYTES", Integer.MAX_VALUE, 1, Integer.MAX_VALUE);
        return new Policy(
                env.flag("RECORDING"),
                env.duration("RECORDING_RETENTION", "876000h"),
                (long) mebibytes << 20,
                gap);
    }
}
