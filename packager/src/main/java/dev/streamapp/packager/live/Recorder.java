package dev.streamapp.packager.live;

import dev.streamapp.packager.hls.Cutter;
import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Part;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.media.Chunk;
import dev.streamapp.packager.media.Fragment;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.media.InvalidMedia;
import dev.streamapp.packager.media.Sample;
import dev.streamapp.packager.media.Track;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run: from the first fragment of a publisher to the last. Fragments go in; part files, journal
 * and playlist come out, in that order.
 */
public final class Recorder implements Cutter.Sink {
    /** No stream is older; numbers that count from there stay small. */
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    private static final int FRAMES_HELD = 3;
    private static final long LONGEST_HELD = 70_000_000;
    private static final long LONGEST_WITHOUT_PICTURE = 3_000_000_000L;
    private static final long LONGEST_SOUND = 150_000_000;

    private final String run;
    private final Initialization initialization;
    private final Track primary;
    private final long soundScale;
    private final Archive archive;
    private final LiveWindow window;
    private final CaptureClock captured;
    private final Time time;
    private final Observer observer;
    private final Chunk chunk;
    private final Gauge gauge = new Gauge();
    private final Settling settling;
    private Cutter cutter;
    private long msn;
    private int part;
    private boolean open;
    private boolean partIndependent;
    private boolean discontinuity;
    private boolean lost;
    private boolean skipping;
    private long segmentMedia;
    private long end;
    private boolean begun;
    private long soundAlone;

    public Recorder(
            String run,
            Initialization initialization,
            Archive archive,
            CaptureClock captured,
            Time time,
            Observer observer)
            throws IOException {
        this.run = run;
        this.initialization = initialization;
        this.primary = initialization.primary();
        this.soundScale =
                initialization.audio().map(Track.Audio::timescale).orElse(primary.timescale());
        this.archive = archive;
        this.window = archive.window();
        this.captured = captured;
        this.time = time;
        this.observer = observer;
        this.chunk = new Chunk(initialization, origin(time.now()));
        this.settling = new Settling(time);
        this.msn = window.nextMsn();
        this.discontinuity = window.discontinuousWith(run);
        this.cutter = newCutter();
        archive.begin(run, initialization);
        observer.started(initialization);
    }

    /** Media time goes on from run to run (docs/adr/0014-media-time.md). */
    private static Duration origin(Instant now) {
        Duration since = Duration.between(BEGINNING, now);
        return since.isNegative() ? Duration.ZERO : since;
    }

    private Cutter newCutter() {
        boolean nothingListed = window.published() == null;
        return new Cutter(
                window.targets(), initialization.video().isPresent(), nothingListed, this);
    }

    /** Takes the next fragment. */
    public void accept(Fragment fragment) throws InvalidMedia {
        for (Sample sample : fragment.samples()) {
            if (sample.trackId() == primary.id()) {
                soundAlone = 0;
                begun = true;
                frame(sample, fragment);
                continue;
            }
            soundAlone(sample);
            if (!skipping) {
                chunk.add(sample, fragment.data());
            }
        }
    }

    /**
     * Frames of the primary track make parts, so nothing is listed any more where they stay away.
     * Counted is what came since the last one: timestamps of two tracks may be apart.
     */
    private void soundAlone(Sample sample) throws InvalidMedia {
        // a hole in the sound is one long frame, and says nothing about the picture
        soundAlone += Math.min(nanos(sample.duration(), soundScale), LONGEST_SOUND);
        if (begun && soundAlone > LONGEST_WITHOUT_PICTURE) {
            throw new InvalidMedia("the video stopped while the sound went on");
        }
    }

    private void frame(Sample sample, Fragment fragment) throws InvalidMedia {
        long start = nanos(sample.decodeTime());
        end = nanos(sample.decodeTime() + sample.duration());
        long shown = nanos(sample.decodeTime() + sample.compositionOffset());
        captured.arrived(time.now(), shown + delay(end - start));
        if (settling.frame(end)) {
            settling.release(window::batch);
        }
        if (skipping && !sample.sync()) {
            return;
        }
        skipping = false;
        cutter.before(start, end, sample.sync());
        startOverAfterLoss();
        if (skipping) {
            return;
        }
        if (!open) {
            open = true;
            segmentMedia = shown;
        }
        chunk.add(sample, fragment.data());
        partIndependent |= sample.sync();
        gauge.frame(end - start, sample.compositionOffset());
        cutter.after(start, end);
        startOverAfterLoss();
    }

    /**
     * How much later than it was sent a frame comes out of ffmpeg: in MPEG-TS a frame ends where
     * the next begins, the parser looks for that once more, and its duration is known with the
     * next.
     */
    private long delay(long frame) {
        return primary instanceof Track.Video ? FRAMES_HELD * Math.min(frame, LONGEST_HELD) : frame;
    }

    /** A part could not be stored: goes on with the next key frame, as another timeline. */
    private void startOverAfterLoss() {
        if (lost) {
            if (part > 0) {
                closeSegment(0);
            }
            lost = false;
            skipping = true;
            discontinuity = true;
            open = false;
            chunk.clear();
            cutter = newCutter();
        }
    }

    /** The input ended: what there is becomes the end of the last segment. */
    public void finish() {
        settling.release(window::batch);
        cutter.finish(end);
        startOverAfterLoss();
        window.offAir();
        observer.stopped();
    }

    @Override
    public boolean pending() {
        return !chunk.isEmpty();
    }

    @Override
    public void partEnds(long nanos) {
        if (lost) {
            return;
        }
        Names.OfPart name = new Names.OfPart(run, msn, part);
        long bytes;
        try {
            bytes = archive.store(name, chunk.buffers());
            observer.storage(null);
        } catch (IOException e) {
            lost = true;
            observer.storage(e.getMessage());
            return;
        } finally {
            chunk.clear();
        }
        if (part == 0) {
            open(segmentMedia);
        }
        boolean independent = partIndependent || initialization.video().isEmpty();
        partIndependent = false;
        part++;
        Part stored = new Part(nanos, independent, bytes);
        long number = msn;
        int next = part;
        settling.run(() -> {
            archive.add(stored, hint(number, next));
            observer.part(bytes);
            observer.measured(gauge.part(bytes));
        });
    }

    /** The hint is asked for when the cutter has moved on, that is when the part is listed. */
    private Names.@Nullable OfPart hint(long number, int next) {
        return switch (cutter.next()) {
            case SAME_SEGMENT -> new Names.OfPart(run, number, next);
            case NEXT_SEGMENT -> new Names.OfPart(run, number + 1, 0);
            case UNKNOWN -> null;
        };
    }

    private void open(long media) {
        long number = msn;
        boolean afterBreak = discontinuity;
        discontinuity = false;
        settling.run(() -> {
            Instant start = captured.captured(media);
            archive.open(new Segment(run, number, afterBreak, start, List.of(), 0));
        });
    }

    @Override
    public void segmentEnds(long nanos) {
        if (!lost && part > 0) {
            closeSegment(nanos);
        }
        open = false;
    }

    /**
     * @param nanos duration; 0 for what the parts make up
     */
    private void closeSegment(long nanos) {
        Names.OfPart next = new Names.OfPart(run, msn + 1, 0);
        long interval = initialization.video().isPresent() ? cutter.knownInterval() : 0;
        settling.run(() -> {
            Segment closed = archive.close(nanos, next);
            observer.segment(closed);
            observer.measured(gauge.segment(closed.nanos(), interval));
        });
        msn++;
        part = 0;
    }

    private long nanos(long ticks) {
        return nanos(ticks, primary.timescale());
    }

    private static long nanos(long ticks, long scale) {
        return ticks / scale * 1_000_000_000L + ticks % scale * 1_000_000_000L / scale;
    }
}
