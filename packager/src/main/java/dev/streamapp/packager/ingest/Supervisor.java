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
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
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

    /** ffmpeg's names of what HLS players play. */
    private static final Set<String> PLAYED = Set.of("h264", "hevc", "av1");

    private final String ffmpeg;
    private final Source source;
    private final Archive archive;
    private final Time time;
    private final Observer observer;
    private final IngestObserver ingest;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Sound sound = new Sound();
    private Duration analysis = FfmpegArguments.ORDINARY_ANALYSIS;
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
                            new FfmpegArguments(ffmpeg, source, sound, analysis).command(),
                            feed,
                            log,
                            time);
        } catch (IOException e) {
            Ending ending = stop.getCount() == 0 ? Ending.STOPPED : Ending.FAILED;
            ingest.ended(ending, "it cannot be started: " + e.getMessage());
            return new Run(ending, time.nanos() - began);
        }
        current = process;
        Result result = record(process, log.diagnosis());
        current = null;
        process.kill();
        Ending ending = learnt(result.ending(process), log.diagnosis());
        String message = result.message() != null ? result.message() : log.lastError();
        if (ending == Ending.UNSUPPORTED_CODEC && !log.diagnosis().video().isEmpty()) {
            message = unplayable(log.diagnosis().video());
        }
        LOG.log(System.Logger.Level.INFO, "ffmpeg ended: {0}", ending);
        ingest.ended(ending, ending == Ending.DEPARTED ? null : message);
        return new Run(ending, time.nanos() - began);
    }

    /** What the run meant, and what the next one does in another way. */
    private Ending learnt(Ending ended, Diagnosis diagnosis) {
        if (stop.getCount() == 0) {
            return Ending.STOPPED;
        }
        boolean otherSound = sound.learn(diagnosis);
        if (ended != Ending.FAILED) {
            if (ended == Ending.DEPARTED) {
                analysis = FfmpegArguments.shorterAnalysis(analysis);
            }
            return ended;
        }
        if (!diagnosis.video().isEmpty() && !PLAYED.contains(diagnosis.video())) {
            return Ending.UNSUPPORTED_CODEC;
        }
        if (diagnosis.keyFrameMissed()) {
            analysis = FfmpegArguments.longerAnalysis(analysis);
        }
        if (otherSound) {
            return Ending.RETRIED;
        }
        if (!source.pulled()) {
            return Ending.FAILED;
        }
        return diagnosis.why() == Ending.FAILED ? Ending.INVALID_MEDIA : diagnosis.why();
    }

    private static String unplayable(String codec) {
        return "The source sends "
                + codec
                + " video, which HLS players do not play; set H.264, H.265 or AV1 in the encoder or"
                + " camera.";
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

    private Result record(FfmpegProcess process, Diagnosis diagnosis) {
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
                            new CaptureClock(source.latency()),
                            time,
                            observer);
            LOG.log(System.Logger.Level.INFO, "publisher connected: {0}", initialization.tracks());
            tellOfSound(diagnosis, initialization.audio().isPresent());
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

    private void tellOfSound(Diagnosis diagnosis, boolean audible) {
        boolean dropped = sound.handling() == Sound.Handling.DROPPED;
        if (dropped || (audible && sound.handling() == Sound.Handling.TRANSCODED)) {
            String codec = diagnosis.audio().isEmpty() ? sound.codec() : diagnosis.audio();
            ingest.soundChanged(codec, dropped);
        }
    }
}
