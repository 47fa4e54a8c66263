package dev.streamapp.packager;

import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.ingest.SrtListener;
import dev.streamapp.packager.recording.Policy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be set, from the environment of the process; the only place that reads it.
 *
 * @param stream {@code STREAM_NAMESPACE/STREAM_NAME}, for the log
 * @param replayOnly whether only what was recorded is served, and nobody can publish
 */
public record Settings(
        String stream,
        SrtListener srt,
        Targets targets,
        Duration reconnectWindow,
        Policy recording,
        boolean replayOnly,
        Path dataDirectory,
        String ffmpeg,
        int mediaPort,
        int controlPort,
        int maxWaiting) {
    private static final Pattern DURATION =
            Pattern.compile("(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");

    /** From the process environment. */
    public static Settings fromEnvironment() {
        return of(System.getenv());
    }

    /**
     * From given variables.
     *
     * @throws IllegalArgumentException naming the variable and what it may be
     */
    static Settings of(Map<String, String> env) {
        String kind = env.getOrDefault("INGEST_KIND", "srt");
        if (!kind.equals("srt")) {
            throw new IllegalArgumentException("INGEST_KIND is " + kind + "; only srt is known");
        }
        Duration segment = duration(env, "HLS_SEGMENT_DURATION", "2s");
        Duration part = duration(env, "HLS_PART_DURATION", "200ms");
        if (part.isZero() || part.multipliedBy(2).compareTo(segment) > 0) {
            throw new IllegalArgumentException(
                    "HLS_PART_DURATION must be more than 0 and at most half of HLS_SEGMENT_DURATION");
        }
        Duration window = duration(env, "RECONNECT_WINDOW", "60s");
        return new Settings(
                env.getOrDefault("STREAM_NAMESPACE", "default")
                        + "/"
                        + env.getOrDefault("STREAM_NAME", "stream"),
                srt(env),
                new Targets(segment, part, number(env, "HLS_WINDOW", 8, 3, 1000)),
                window,
                recording(env, window),
                flag(env, "REPLAY_ONLY"),
                Path.of(env.getOrDefault("DATA_DIR", "/data")),
                env.getOrDefault("FFMPEG", "ffmpeg"),
                number(env, "MEDIA_PORT", 8080, 0, 65535),
                number(env, "CONTROL_PORT", 9090, 0, 65535),
                number(env, "MAX_WAITING_REQUESTS", 1000, 1, 100_000));
    }

    private static Policy recording(Map<String, String> env, Duration gap) {
        return new Policy(
                flag(env, "RECORDING"),
                duration(env, "RECORDING_RETENTION", "168h"),
                (long) number(env, "RECORDING_MAX_MEBIBYTES", 768, 1, Integer.MAX_VALUE) << 20,
                gap);
    }

    private static boolean flag(Map<String, String> env, String name) {
        return switch (env.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false");
        };
    }

    private static SrtListener srt(Map<String, String> env) {
        String passphrase = passphrase(env.get("SRT_PASSPHRASE"));
        int keyLength = number(env, "SRT_KEY_LENGTH", 32, 16, 32);
        if (keyLength % 8 != 0) {
            throw new IllegalArgumentException("SRT_KEY_LENGTH must be 16, 24 or 32");
        }
        if (passphrase == null && env.containsKey("SRT_KEY_LENGTH")) {
            throw new IllegalArgumentException(
                    "SRT_KEY_LENGTH is set without SRT_PASSPHRASE; without encryption leave out both");
        }
        return new SrtListener(
                env.getOrDefault("SRT_ADDRESS", "0.0.0.0"),
                number(env, "SRT_PORT", 9000, 1, 65535),
                duration(env, "SRT_LATENCY", "200ms"),
                passphrase,
                keyLength);
    }

    private static @Nullable String passphrase(@Nullable String value) {
        // an empty one is a mistake, and must not open the stream to everybody
        if (value == null) {
            return null;
        }
        if (value.length() < 10 || value.length() > 64) {
            throw new IllegalArgumentException("SRT_PASSPHRASE must have 10 to 64 characters");
        }
        return value;
    }

    private static Duration duration(Map<String, String> env, String name, String fallback) {
        String text = env.getOrDefault(name, fallback);
        Matcher matcher = DURATION.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException(
                    name + " is '" + text + "'; write a duration such as 200ms, 2s or 1m30s");
        }
        return Duration.ofHours(group(matcher, 1))
                .plusMinutes(group(matcher, 2))
                .plusSeconds(group(matcher, 3))
                .plusMillis(group(matcher, 4));
    }

    private static long group(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }

    private static int number(
            Map<String, String> env, String name, int fallback, int least, int most) {
        String text = env.get(name);
        if (text == null) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "%s is '%s'; it must be a number from %d to %d".formatted(name, text, least, most));
    }
}
