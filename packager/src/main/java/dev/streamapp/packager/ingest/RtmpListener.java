package dev.streamapp.packager.ingest;

import dev.streamapp.packager.rtmp.RtmpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where RTMP is listened for. ffmpeg's own listener takes every key, prints it, and is blocked by
 * whoever connects; so the packager keeps the door, and ffmpeg is given what a publisher sends.
 */
public final class RtmpListener implements Source {
    private final String address;
    private final int port;
    private final String key;
    private volatile @Nullable RtmpServer server;
    private volatile boolean closed;

    /**
     * @param key the stream key
     */
    public RtmpListener(String address, int port, String key) {
        this.address = address;
        this.port = port;
        this.key = key;
    }

    @Override
    public InputStream feed(Runnable refused) throws IOException {
        RtmpServer listening = server;
        if (listening == null) {
            listening = new RtmpServer(new InetSocketAddress(address, port), key, refused);
            server = listening;
        }
        if (closed) {
            listening.close();
        }
        InputStream publisher = listening.next();
        if (publisher == null) {
            throw new InterruptedIOException("no longer listening");
        }
        return publisher;
    }

    @Override
    public List<String> input() {
        return List.of("-protocol_whitelist", "pipe", "-f", "flv", "-i", "pipe:0");
    }

    /** ffmpeg never hears of the key. */
    @Override
    public List<String> secrets() {
        return List.of();
    }

    @Override
    public Duration latency() {
        return Duration.ZERO;
    }

    @Override
    public long queued() {
        RtmpServer listening = server;
        return listening != null && listening.listening() ? 0 : -1;
    }

    @Override
    public void close() {
        closed = true;
        RtmpServer listening = server;
        if (listening != null) {
            listening.close();
        }
    }

    @Override
    public String toString() {
        return "RTMP on %s:%d".formatted(address, port);
    }
}
