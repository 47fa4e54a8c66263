package dev.streamapp.packager.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a stream comes from, and how ffmpeg gets at it. */
public interface Source extends AutoCloseable {
    /** ffmpeg's arguments for its input, {@code -i} and the address last. */
    List<String> input();

    /** What must never stand in a log. */
    List<String> secrets();

    /** How long the transport holds back what it has received, by design. */
    Duration latency();

    /** Whether the packager connects to it, instead of waiting for a publisher. */
    default boolean pulled() {
        return false;
    }

    /**
     * Bytes that wait unread at the ingest port, −1 while nobody can connect to it; none where
     * there is no such port.
     */
    default long queued() {
        return 0;
    }

    /**
     * Waits for what ffmpeg is to read as its standard input, and is called before each start of
     * ffmpeg.
     *
     * @param refused told of each publisher that is turned away meanwhile
     * @return closed when ffmpeg ends; null where ffmpeg connects by itself
     * @throws IOException where there will be nothing this time
     */
    default @Nullable InputStream feed(Runnable refused) throws IOException {
        return null;
    }

    /** Ends what is waited for. */
    @Override
    default void close() {}
}
