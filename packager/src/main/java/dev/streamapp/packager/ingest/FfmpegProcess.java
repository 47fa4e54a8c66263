package dev.streamapp.packager.ingest;

import dev.streamapp.packager.live.Time;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One life of ffmpeg. */
final class FfmpegProcess {
    private static final long GRACE_MILLIS = 500;
    private static final long REAPED_MILLIS = 2_000;
    private static final int SIGNAL = 128;

    private final Process process;
    private final Time time;
    private volatile long lastMedia;
    private volatile boolean hung;

    private FfmpegProcess(Process process, Time time) {
        this.process = process;
        this.time = time;
    }

    static FfmpegProcess start(List<String> command, FfmpegLog log, Time time) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        // nothing of the packager's own environment is ffmpeg's business
        String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("AV_LOG_FORCE_NOCOLOR", "1");
        Process process = builder.start();
        process.getOutputStream().close();
        Thread.ofVirtual().name("ffmpeg-log").start(() -> log.read(process.getErrorStream()));
        return new FfmpegProcess(process, time);
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
        return !process.isAlive()
                && process.exitValue() > SIGNAL
                && process.exitValue() != SIGNAL + 15;
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
                process.destroyForcibly();
            }
            process.waitFor(REAPED_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
