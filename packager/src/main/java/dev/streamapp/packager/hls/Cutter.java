package dev.streamapp.packager.hls;

/**
 * Decides where parts and segments end, frame by frame and without looking ahead.
 *
 * <p>A part ends on a frame's edge wherever a whole number of frames makes 85-100 % of PART-TARGET.
 * Where none does (24 frames a second and 200 ms: four frames are 83 %, five 104 %) it ends exactly
 * PART-TARGET after its start, inside the last frame, which then reaches into the next part as
 * audio frames do anyway. So the rules hold for every frame rate, constant or not, and the error
 * never adds up. A segment ends at a key frame, or where it must (docs/adr/0002-part-target.md).
 *
 * <p>All times are nanoseconds of the primary track's decode timeline.
 */
public final class Cutter {
    /** Where the decisions go. */
    public interface Sink {
        /** The part with all samples added so far ends. */
        void partEnds(long nanos);

        /** The segment with all parts so far ends; called after its last part ended. */
        void segmentEnds(long nanos);

        /** Whether anything was added since the last part ended. */
        boolean pending();
    }

    private static final long UNKNOWN = Long.MAX_VALUE / 4;

    private final Targets targets;
    private final boolean keyFrames;
    private final Sink sink;
    private boolean hasten;
    private boolean started;
    private boolean ending;
    private long segmentStart;
    private long partStart;
    private int framesInPart;
    private long lastKey;
    private long interval = UNKNOWN;
    private long frame;
    private long lastEnd;

    /**
     * @param keyFrames false where every frame can be decoded alone (audio without video)
     * @param hasten end the first segment at the first key frame: nothing can be listed before it
     */
    public Cutter(Targets targets, boolean keyFrames, boolean hasten, Sink sink) {
        this.targets = targets;
        this.keyFrames = keyFrames;
        this.hasten = hasten;
        this.sink = sink;
    }

    /** To be called before a frame of the primary track is added. */
    public void before(long start, long end, boolean key) {
        if (!started) {
            started = true;
            segmentStart = start;
            partStart = start;
            lastKey = start;
            return;
        }
        if (keyFrames && key) {
            interval = start - lastKey;
            lastKey = start;
        }
        if (mustCutAt(start, end, key)) {
            endSegment(start);
        } else if (framesInPart > 0
                && end - partStart > targets.partNanos()
                && start - partStart >= targets.leastPartNanos()) {
            endPart(start);
        }
    }

    /** To be called after that frame was added. */
    public void after(long start, long end) {
        framesInPart++;
        frame = end - start;
        lastEnd = end;
        long length = end - partStart;
        if (length > targets.partNanos()) {
            endPart(partStart + targets.partNanos());
            if (end - partStart >= targets.partNanos()) {
                hole(end);
            }
        } else if (length >= targets.leastPartNanos() && length + frame > targets.partNanos()) {
            endPart(end);
        }
    }

    /** A frame longer than a whole part: the timeline has a hole, not an empty part. */
    private void hole(long end) {
        if (end - segmentStart > targets.softNanos()) {
            endSegment(partStart);
            segmentStart = end;
        }
        partStart = end;
    }

    /** The input ended: closes what is open. */
    public void finish(long end) {
        if (started && end > segmentStart) {
            endSegment(end);
        }
        started = false;
    }

    /** Start of the segment that the next frame belongs to. */
    public long segmentStart() {
        return segmentStart;
    }

    /** Whether the next frame will open a segment, as far as can be foreseen. */
    public boolean segmentEndsNext() {
        if (ending) {
            return true;
        }
        boolean keyDue = keyFrames && Math.abs(lastKey + interval - lastEnd) <= frame / 2;
        return framesInPart == 0
                && (keyDue ? keyCuts(lastEnd, interval) : mustCutAt(lastEnd, lastEnd, false));
    }

    /** Time between the last two key frames; 0 before the second. */
    public long knownInterval() {
        return interval == UNKNOWN ? 0 : interval;
    }

    private boolean mustCutAt(long start, long end, boolean key) {
        if (start <= segmentStart) {
            return false;
        }
        if (keyFrames && key) {
            return keyCuts(start, interval);
        }
        if (keyFrameDue(start)) {
            return end - segmentStart > targets.hardNanos();
        }
        long limit = targets.softNanos();
        boolean noRoom =
                framesInPart == 0 && partStart + targets.leastPartNanos() > segmentStart + limit;
        return noRoom || end - segmentStart > limit;
    }

    private boolean keyCuts(long at, long next) {
        return hasten || at + next - segmentStart > targets.wishedNanos();
    }

    /** A key frame can be expected before the segment grows too long. */
    private boolean keyFrameDue(long now) {
        long expected = lastKey + interval;
        return keyFrames
                && expected - segmentStart <= targets.hardNanos()
                && now <= expected + frame / 2;
    }

    private void endPart(long at) {
        long nanos = at - partStart;
        partStart = at;
        framesInPart = 0;
        if (sink.pending()) {
            sink.partEnds(nanos);
        }
    }

    private void endSegment(long at) {
        long nanos = at - segmentStart;
        long rest = at - partStart;
        // without a frame of its own the rest is no part; its audio goes with the next segment
        boolean worthAPart = framesInPart > 0;
        ending = true;
        partStart = at;
        framesInPart = 0;
        if (worthAPart && sink.pending()) {
            sink.partEnds(Math.min(rest, targets.partNanos()));
        }
        sink.segmentEnds(nanos);
        ending = false;
        hasten = false;
        segmentStart = at;
    }
}
