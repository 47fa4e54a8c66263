package dev.streamapp.gateway.stream;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a log on a thread of its own, so that whoever hands it on need not wait for silence. */
final class LogReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final int BUFFER = 8192;

    /** What there is of it for now. */
    sealed interface Piece {

        record Text(byte[] bytes) implements Piece {}

        record End() implements Piece {}
    }

    private final SynchronousQueue<Piece> pieces = new SynchronousQueue<>();
    private final Thread reading;
    private volatile boolean closed;

    /** Begins to read; whoever opened the log closes it. */
    LogReader(InputStream log) {
        reading = Thread.startVirtualThread(() -> read(log));
    }

    /** Waits for the next piece; empty when there is none for that long. */
    Optional<Piece> next(Duration patience) throws InterruptedException {
        return Optional.ofNullable(pieces.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void read(InputStream log) {
        try {
            copy(log);
            // a read that is interrupted may forget that it was
            if (!closed) {
                pieces.put(new Piece.End());
            }
        } catch (InterruptedException e) {
            LOG.debug("Nobody reads the log any more");
        }
    }

    private void copy(InputStream log) throws InterruptedException {
        byte[] buffer = new byte[BUFFER];
        try {
            int length;
            while ((length = log.read(buffer)) >= 0) {
                pieces.put(new Piece.Text(Arrays.copyOf(buffer, length)));
            }
        } catch (IOException e) {
            LOG.debug("The log broke off: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        reading.interrupt();
    }
}
