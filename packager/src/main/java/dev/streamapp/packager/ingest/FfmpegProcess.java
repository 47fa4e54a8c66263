package dev.streamapp.packager.ingest;

import dev.streamapp.packager.live.Time;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One life of ffmpeg. */
final class FfmpegProcess {
    private static final System.Logger LOG = System.getLogger(FfmpegProcess.class.getName());
    private static final long GRACE_MILLIS = 500;
    private static final long REAPED_MILLIS = 2_000;
    private static final int SIGNAL = 128;

    /**
     * SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGKILL and SIGSEGV. Other statuses above 128 are ffmpeg's
     * own: since version 7 it ends with the low byte of an error number, such as 146 for a
     * time-out.
     */
    private static final Set<Integer> DEADLY = Set.of(4, 6, 7, 8, 9, 11);

    private static final int FEED_BYTES = 16 * 1024;

    private final Process process;
    private final Time time;
    private volatile long lastMedia;
    private volatile boolean hung;
    private volatile boolean ended;

    private final Thread logReader;

    private FfmpegProcess(Process process, Thread logReader, Time time) {
        this.process = process;
        this.logReader = logReader;
        this.time = time;
    }

    /**
     * Starts it.
     *
     * @param feed its standard input, closed when it ends; null for none
     */
    static FfmpegProcess start(
            List<String> command, @Nullable InputStream feed, FfmpegLog log, Time time)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // nothing of the packager's own environment is ffmpeg's business
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("AV_LOG_FORCE_NOCOLOR", "1");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            if (feed != null) {
                // a publisher who was let in is told: it would wait for ever otherwise
                feed.close();
            }
            throw e;
        }
        if (feed == null) {
            process.getOutputStream().close();
        } else {
            // a pipe that is full would hold up every virtual thread
            Thread.ofPlatform().daemon().name("ffmpeg-feed").start(() -> feed(feed, process));
        }
        Thread reader =
                Thread.ofVirtual()
                        .name("ffmpeg-log")
                        .start(() -> log.read(process.getErrorStream()));
        return new FfmpegProcess(process, reader, time);
    }

    /** The end of either is the end of the other. */
    private static void feed(InputStream feed, Process process) {
        try (feed;
                OutputStream in = process.getOutputStream()) {
            byte[] buffer = new byte[FEED_BYTES];
            for (int read = feed.read(buffer); read >= 0; read = feed.read(buffer)) {
                in.write(buffer, 0, read);
                in.flush();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "fed no more: {0}", e.getMessage());
        }
    }

    InputStream output() {
        return process.getInputStream();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** A fragment came. */
    void media() {
        lastMedia = time.nanos();
    }

    /** Nanoseconds since the last fragment, −1 before the first. */
    long silent() {
        return lastMedia == 0 ? -1 : time.nanos() - lastMedia;
    }

    /** It does not answer any more. */
    void abandon() {
        hung = true;
        process.destroyForcibly();
    }

    boolean hung() {
        return hung;
    }

    /** Ended by a signal that nobody here sent: killed, out of memory, crashed. */
    boolean signalled() {
        return !process.isAlive() && !ended && DEADLY.contains(process.exitValue() - SIGNAL);
    }

    /** Asks it to end, and makes it. */
    void end() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Makes sure it is gone and reaped: the port must be free for the next. */
    void kill() {
        try {
            // after the end of its output it is about to exit by itself, with a code that tells why
            if (!process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
                ended = true;
                process.destroyForcibly();
            }
            process.waitFor(REAPED_MILLIS, TimeUnit.MILLISECONDS);
            // its last words tell why it ended
            logReader.join(Duration.ofMillis(REAPED_MILLIS));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
