package dev.streamapp.packager.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source that listens for SRT callers, such as an encoder or another server.
 *
 * @param authority HOST:PORT
 * @param streamId which of its streams is asked for, or null
 * @param passphrase 10-64 characters, or null for no encryption
 * @param keyLength of the AES key in bytes: 16, 24 or 32
 */
public record SrtCaller(
        String authority,
        @Nullable String streamId,
        Duration latency,
        @Nullable String passphrase,
        int keyLength)
        implements Source {
    private static final long CONNECT_MILLIS = 3_000;

    /**
     * From {@code srt://HOST:PORT}.
     *
     * @throws IllegalArgumentException where it is anything else
     */
    public static SrtCaller of(
            String url,
            @Nullable String streamId,
            Duration latency,
            @Nullable String passphrase,
            int keyLength) {
        Address address = Address.parse("SRT_URL", "srt", url);
        if (!address.path().isEmpty() || !address.authority().matches(".*:[0-9]+")) {
            throw new IllegalArgumentException("SRT_URL must be srt://HOST:PORT and no more");
        }
        return new SrtCaller(address.authority(), streamId, latency, passphrase, keyLength);
    }

    @Override
    public List<String> input() {
        List<String> arguments = new ArrayList<>(Srt.encryption(passphrase, keyLength));
        if (streamId != null) {
            arguments.addAll(List.of("-srt_streamid", streamId));
        }
        arguments.addAll(List.of("-protocol_whitelist", "srt"));
        arguments.addAll(List.of("-f", "mpegts", "-i", url()));
        return arguments;
    }

    private String url() {
        return "srt://%s?mode=caller&latency=%d&timeout=%d&connect_timeout=%d"
                .formatted(authority, latency.toNanos() / 1000, Srt.SILENCE, CONNECT_MILLIS);
    }

    @Override
    public List<String> secrets() {
        return Srt.secrets(passphrase);
    }

    @Override
    public boolean pulled() {
        return true;
    }

    /** Never prints the passphrase. */
    @Override
    public String toString() {
        return "SRT from %s %s".formatted(authority, Srt.encrypted(passphrase));
    }
}
