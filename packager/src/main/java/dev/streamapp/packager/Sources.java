package dev.streamapp.packager;

import dev.streamapp.packager.ingest.RtmpListener;
import dev.streamapp.packager.ingest.RtspPull;
import dev.streamapp.packager.ingest.RtspPull.Credentials;
import dev.streamapp.packager.ingest.RtspPull.Transport;
import dev.streamapp.packager.ingest.Source;
import dev.streamapp.packager.ingest.SrtCaller;
import dev.streamapp.packager.ingest.SrtListener;
import org.jspecify.annotations.Nullable;

/** Where the stream comes from, as the environment says. */
final class Sources {
    private Sources() {}

    /**
     * Reads INGEST_KIND and what belongs to it.
     *
     * @throws IllegalArgumentException naming the variable and what it may be
     */
    static Source of(Environment env) {
        String kind = env.text("INGEST_KIND", "srt");
        return switch (kind) {
            case "srt" -> srtListener(env);
            case "srt-caller" -> srtCaller(env);
            case "rtmp" -> rtmp(env);
            case "rtsp" -> rtsp(env);
            default ->
                    throw new IllegalArgumentException(
                            "INGEST_KIND is "
                                    + kind
                                    + "; known are srt, srt-caller, rtmp and rtsp");
        };
    }

    private static SrtListener srtListener(Environment env) {
        String passphrase = passphrase(env);
        return new SrtListener(
                env.text("SRT_ADDRESS", "0.0.0.0"),
                env.number("SRT_PORT", 9000, 1, 65535),
                env.duration("SRT_LATENCY", "200ms"),
                passphrase,
                keyLength(env, passphrase));
    }

    private static SrtCaller srtCaller(Environment env) {
        String passphrase = passphrase(env);
        return SrtCaller.of(
                env.required("SRT_URL"),
                env.find("SRT_STREAM_ID"),
                env.duration("SRT_LATENCY", "200ms"),
                passphrase,
                keyLength(env, passphrase));
    }

    private static int keyLength(Environment env, @Nullable String passphrase) {
        int keyLength = env.number("SRT_KEY_LENGTH", 32, 16, 32);
        if (keyLength % 8 != 0) {
            throw new IllegalArgumentException("SRT_KEY_LENGTH must be 16, 24 or 32");
        }
        if (passphrase == null && env.find("SRT_KEY_LENGTH") != null) {
            throw new IllegalArgumentException(
                    "SRT_KEY_LENGTH is set without SRT_PASSPHRASE; without encryption leave out both");
        }
        return keyLength;
    }

    private static @Nullable String passphrase(Environment env) {
        // an empty one is a mistake, and must not open the stream to everybody
        String value = env.find("SRT_PASSPHRASE");
        if (value == null) {
            return null;
        }
        if (value.length() < 10 || value.length() > 64) {
            throw new IllegalArgumentException("SRT_PASSPHRASE must have 10 to 64 characters");
        }
        return value;
    }

    private static RtmpListener rtmp(Environment env) {
        String key = env.required("RTMP_STREAM_KEY");
        // what an encoder's field for the key and an address both carry as it is
        if (!key.matches("[A-Za-z0-9_-]{10,64}")) {
            throw new IllegalArgumentException(
                    "RTMP_STREAM_KEY must be 10 to 64 of the characters A-Z a-z 0-9 _ -");
        }
        return new RtmpListener(
                env.text("RTMP_ADDRESS", "0.0.0.0"), env.number("RTMP_PORT", 1935, 1, 65535), key);
    }

    private static RtspPull rtsp(Environment env) {
        String transport = env.text("RTSP_TRANSPORT", "TCP");
        if (!transport.equals("TCP") && !transport.equals("UDP")) {
            throw new IllegalArgumentException("RTSP_TRANSPORT must be TCP or UDP");
        }
        String user = env.find("RTSP_USERNAME");
        return RtspPull.of(
                env.required("RTSP_URL"),
                user == null ? null : new Credentials(user, env.required("RTSP_PASSWORD")),
                Transport.valueOf(transport));
    }
}
