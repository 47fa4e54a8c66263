package dev.streamapp.packager.ingest;

import dev.streamapp.packager.live.Archive;
import dev.streamapp.packager.live.CaptureClock;
import dev.streamapp.packager.live.Observer;
import dev.streamapp.packager.live.Recorder;
import dev.streamapp.packager.live.RunIds;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.media.Fragment;
import dev.streamapp.packager.media.FragmentReader;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.media.InvalidMedia;
import dev.streamapp.packager.media.UnsupportedCodec;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what a run of ffmpeg writes, to its end, and has it recorded. */
final class Reader {
    private static final System.Logger LOG = System.getLogger(Reader.class.getName());

    private final Archive archive;
    private final Duration latency;
    private final Time time;
    private final Observer observer;
    private final IngestObserver ingest;

    /**
     * @param latency how long the transport holds back what it has received
     */
    Reader(Archive archive, Duration latency, Time time, Observer observer, IngestObserver ingest) {
        this.archive = archive;
        this.latency = latency;
        this.time = time;
        this.observer = observer;
        this.ingest = ingest;
    }

    /**
     * How reading ended.
     *
     * @param media whether there was any
     * @param fault what was wrong with the input, or null at its end
     */
    record Result(boolean media, @Nullable Ending fault, @Nullable String message) {
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

    Result read(FfmpegProcess process, Sound sound, Diagnosis diagnosis) {
        String run = RunIds.next(time.now());
        FragmentReader reader = new FragmentReader(process.output());
        Recorder recorder = null;
        try {
            Initialization initialization = reader.initialization();
            process.media();
            recorder =
                    new Recorder(
                            run,
                            initialization,
                            archive,
                            new CaptureClock(latency),
                            time,
                            observer);
            LOG.log(System.Logger.Level.INFO, "publisher connected: {0}", initialization.tracks());
            tellOf(sound, diagnosis, initialization.audio().isPresent());
            while (true) {
                Fragment fragment = reader.next();
                ingest.heard();
                recorder.accept(fragment);
                process.media();
            }
        } catch (InvalidMedia e) {
            return new Result(recorder != null, Ending.INVALID_MEDIA, e.getMessage());
        } catch (UnsupportedCodec e) {
            return new Result(false, Ending.UNSUPPORTED_CODEC, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a fault of the packager ended this run", e);
            return new Result(recorder != null, Ending.INVALID_MEDIA, e.toString());
        } catch (EOFException e) {
            return new Result(recorder != null, null, null);
        } catch (IOException e) {
            boolean before = recorder == null && process.alive();
            return new Result(recorder != null, before ? Ending.STORAGE : null, e.getMessage());
        } finally {
            if (recorder != null) {
                recorder.finish();
            }
        }
    }

    private void tellOf(Sound sound, Diagnosis diagnosis, boolean audible) {
        boolean dropped = sound.handling() == Sound.Handling.DROPPED;
        if (dropped || (audible && sound.handling() == Sound.Handling.TRANSCODED)) {
            String codec = diagnosis.audio().isEmpty() ? sound.codec() : diagnosis.audio();
            ingest.soundChanged(codec, dropped);
        }
    }
}
