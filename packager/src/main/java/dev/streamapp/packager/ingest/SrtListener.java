package dev.streamapp.packager.ingest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where and how SRT is listened for: ffmpeg serves one caller and ends when it leaves.
 *
 * @param passphrase 10-64 characters, or null for no encryption
 * @param keyLength of the AES key in bytes: 16, 24 or 32
 */
public record SrtListener(
        String address, int port, Duration latency, @Nullable String passphrase, int keyLength)
        implements Source {
    private static final UdpSockets SOCKETS = new UdpSockets();

    @Override
    public List<String> input() {
        List<String> arguments = new ArrayList<>(Srt.encryption(passphrase, keyLength));
        // only MPEG-TS is expected, and demuxers which open further addresses must not be
        // reachable for a publisher
        arguments.addAll(List.of("-f", "mpegts", "-i", url()));
        return arguments;
    }

    private String url() {
        return "srt://%s:%d?mode=listener&latency=%d&timeout=%d"
                .formatted(address, port, latency.toNanos() / 1000, Srt.SILENCE);
    }

    @Override
    public List<String> secrets() {
        return Srt.secrets(passphrase);
    }

    @Override
    public long queued() {
        return SOCKETS.queued(port);
    }

    /** Never prints the passphrase. */
    @Override
    public String toString() {
        return "SRT on %s:%d %s".formatted(address, port, Srt.encrypted(passphrase));
    }
}
