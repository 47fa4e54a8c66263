package dev.streamapp.packager.ingest;

import dev.streamapp.packager.live.Archive;
import dev.streamapp.packager.live.Observer;
import dev.streamapp.packager.live.Time;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps ffmpeg running. It serves one publisher and ends when that leaves, so starting it again is
 * the ordinary case and happens at once; only where it fails at once, or a source cannot be pulled,
 * does the next start wait.
 */
public final class Supervisor implements Runnable {
    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final long INSTANT = 1_000_000_000L;
    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    /** Cameras lock out who comes with wrong credentials again and again. */
    private static final long LOCKED_OUT_MILLIS = 30_000;

    private final String ffmpeg;
    private final Source source;
    private final Reader reader;
    private final Time time;
    private final IngestObserver ingest;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Lessons lessons = new Lessons();
    private volatile @Nullable FfmpegProcess current;

    public Supervisor(
            String ffmpeg,
            Source source,
            Archive archive,
            Time time,
            Observer observer,
            IngestObserver ingest) {
        this.ffmpeg = ffmpeg;
        this.source = source;
        this.reader = new Reader(archive, source.latency(), time, observer, ingest);
        this.time = time;
        this.ingest = ingest;
    }

    /** Runs until {@link #stop}. */
    @Override
    public void run() {
        int failures = 0;
        while (stop.getCount() > 0) {
            Run run = once();
            failures = run.inVain(source.pulled()) ? failures + 1 : 0;
            if (failures > 0 && waited(run.ending(), failures)) {
                return;
            }
        }
    }

    /** One run of ffmpeg, as far as the next start depends on it. */
    private record Run(Ending ending, long nanos) {
        boolean inVain(boolean pulled) {
            return switch (ending) {
                case RETRIED -> false;
                case DEPARTED -> pulled && nanos < INSTANT;
                default -> pulled || nanos < INSTANT;
            };
        }
    }

    /** Ends ffmpeg and the loop; what was received is kept. */
    public void stop() {
        stop.countDown();
        source.close();
        FfmpegProcess process = current;
        if (process != null) {
            process.end();
        }
    }

    /** What watches the running process, or null between two. */
    @Nullable FfmpegProcess current() {
        return current;
    }

    private boolean waited(Ending ending, int failures) {
        long backoff =
                Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(failures - 1, 10));
        long wait = ending == Ending.BAD_CREDENTIALS ? LOCKED_OUT_MILLIS : backoff;
        try {
            return stop.await(wait, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Run once() {
        long began = time.nanos();
        FfmpegLog log =
                new FfmpegLog(
                        source.secrets(),
                        time.ticker(),
                        line -> LOG.log(System.Logger.Level.INFO, "ffmpeg: {0}", line),
                        ingest::refused,
                        ingest::statistics);
        FfmpegProcess process;
        try {
            InputStream feed = source.feed(ingest::refused);
            began = time.nanos();
            process =
                    FfmpegProcess.start(
                            new FfmpegArguments(ffmpeg, source, lessons.sound(), lessons.analysis())
                                    .command(),
                            feed,
                            log,
                            time);
        } catch (IOException e) {
            Ending ending = stop.getCount() == 0 ? Ending.STOPPED : Ending.FAILED;
            ingest.ended(ending, "it cannot be started: " + e.getMessage());
            return new Run(ending, time.nanos() - began);
        }
        current = process;
        if (stop.getCount() == 0) {
            // told to stop while it was being started: nobody else will end it
            process.end();
        }
        Diagnosis diagnosis = log.diagnosis();
        Reader.Result result = reader.read(process, lessons.sound(), diagnosis);
        current = null;
        process.kill();
        Ending ending =
                stop.getCount() == 0
                        ? Ending.STOPPED
                        : lessons.learnt(result.ending(process), diagnosis, source.pulled());
        String message = result.message() != null ? result.message() : log.lastError();
        if (ending == Ending.UNSUPPORTED_CODEC && !diagnosis.video().isEmpty()) {
            message = Lessons.unplayable(diagnosis.video());
        }
        LOG.log(System.Logger.Level.INFO, "ffmpeg ended: {0}", ending);
        ingest.ended(ending, ending == Ending.DEPARTED ? null : message);
        return new Run(ending, time.nanos() - began);
    }
}
