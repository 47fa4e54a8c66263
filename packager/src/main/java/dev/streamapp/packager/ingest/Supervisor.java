package dev.streamapp.packager.ingest;

import dev.streamapp.packager.live.Archive;
import dev.streamapp.packager.live.CaptureClock;
import dev.streamapp.packager.live.Observer;
import dev.streamapp.packager.live.Recorder;
import dev.streamapp.packager.live.RunIds;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.media.FragmentReader;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.media.InvalidMedia;
import dev.streamapp.packager.media.UnsupportedCodec;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps ffmpeg running. Its SRT listener serves one caller and ends when it leaves, so starting it
 * again is the ordinary case and happens at once; only where it fails at once does the next start
 * wait.
 */
public final class Supervisor implements Runnable {
    private static final System.Logger LOG = System.getLogger(Supervisor.class.getName());
    private static final long INSTANT = 1_000_000_000L;
    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    private final String ffmpeg;
    private final SrtListener srt;
    private final Archive archive;
    private final Time time;
    private final Observer observer;
    private final IngestObserver ingest;
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean aac = true;
    private Duration analysis = FfmpegArguments.ORDINARY_ANALYSIS;
    private volatile @Nullable FfmpegProcess current;

    public Supervisor(
            String ffmpeg,
            SrtListener srt,
            Archive archive,
            Time time,
            Observer observer,
            IngestObserver ingest) {
        this.ffmpeg = ffmpeg;
        this.srt = srt;
        this.archive = archive;
        this.time = time;
        this.observer = observer;
        this.ingest = ingest;
    }

    /** Runs until {@link #stop}. */
    @Override
    public void run() {
        int failures = 0;
        while (stop.getCount() > 0) {
            long began = time.nanos();
            Ending ending = once();
            boolean instant = time.nanos() - began < INSTANT && ending != Ending.DEPARTED;
            failures = instant ? failures + 1 : 0;
            if (failures > 0 && waited(failures)) {
                return;
            }
        }
    }

    /** Ends ffmpeg and the loop; what was received is kept. */
    public void stop() {
        stop.countDown();
        FfmpegProcess process = current;
        if (process != null) {
            process.end();
        }
    }

    /** What watches the running process, or null between two. */
    @Nullable FfmpegProcess current() {
        return current;
    }

    private boolean waited(int failures) {
        long wait = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(failures - 1, 10));
        try {
            return stop.await(wait, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private Ending once() {
        FfmpegLog log =
                new FfmpegLog(
                        srt.passphrase(),
                        time.ticker(),
                        line -> LOG.log(System.Logger.Level.INFO, "ffmpeg: {0}", line),
                        ingest::refused);
        FfmpegProcess process;
        try {
            process =
                    FfmpegProcess.start(
                            new FfmpegArguments(ffmpeg, srt, aac, analysis).command(), log, time);
        } catch (IOException e) {
            ingest.ended(Ending.FAILED, "ffmpeg cannot be started: " + e.getMessage());
            return Ending.FAILED;
        }
        current = process;
        Result result = record(process);
        current = null;
        process.kill();
        Ending ending = stop.getCount() == 0 ? Ending.STOPPED : result.ending(process);
        if (log.otherAudio()) {
            aac = !aac;
        }
        if (log.keyFrameMissed()) {
            analysis = FfmpegArguments.longerAnalysis(analysis);
        } else if (ending == Ending.DEPARTED) {
            analysis = FfmpegArguments.shorterAnalysis(analysis);
        }
        String message = result.message() != null ? result.message() : log.lastError();
        LOG.log(System.Logger.Level.INFO, "ffmpeg ended: {0}", ending);
        ingest.ended(ending, ending == Ending.DEPARTED ? null : message);
        return ending;
    }

    /**
     * How reading ended.
     *
     * @param media whether there was any
     * @param fault what was wrong with the input, or null at its end
     */
    private record Result(boolean media, @Nullable Ending fault, @Nullable String message) {
        Ending ending(FfmpegProcess process) {
            if (fault != null) {
                return fault;
            }
            if (process.hung()) {
                return Ending.HUNG;
            }
            if (process.signalled()) {
                return Ending.KILLED;
            }
            return media ? Ending.DEPARTED : Ending.FAILED;
        }
    }

    private Result record(FfmpegProcess process) {
        String run = RunIds.next(time.now());
        FragmentReader reader = new FragmentReader(process.output());
        Recorder recorder = null;
        Result result;
        try {
            Initialization initialization = reader.initialization();
            process.media();
            recorder =
                    new Recorder(
                            run,
                            initialization,
                            archive,
                            new CaptureClock(srt.latency()),
                            time,
                            observer);
            LOG.log(System.Logger.Level.INFO, "publisher connected: {0}", initialization.tracks());
            while (true) {
                recorder.accept(reader.next());
                process.media();
            }
        } catch (InvalidMedia e) {
            result = new Result(recorder != null, Ending.INVALID_MEDIA, e.getMessage());
        } catch (UnsupportedCodec e) {
            result = new Result(false, Ending.UNSUPPORTED_CODEC, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a fault of the packager ended this run", e);
            result = new Result(recorder != null, Ending.INVALID_MEDIA, e.toString());
        } catch (EOFException e) {
            result = new Result(recorder != null, null, null);
        } catch (IOException e) {
            boolean before = recorder == null && process.alive();
            result = new Result(recorder != null, before ? Ending.STORAGE : null, e.getMessage());
        } finally {
            if (recorder != null) {
                recorder.finish();
            }
        }
        return result;
    }
}
