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

    /** Where the frame after the end of a part goes, as far as can be foreseen. */
    public enum Next {
        SAME_SEGMENT,
        NEXT_SEGMENT,
        /** Key frames come irregularly and the next frame may be one. */
        UNKNOWN
    }

    private static final long NEVER = Long.MAX_VALUE / 4;

    private final Targets targets;
    private final boolean keyFrames;
    private final Sink sink;
    private boolean hasten;
    private boolean started;
    private Next next = Next.UNKNOWN;
    private long segmentStart;
    private long partStart;
    private int framesInPart;
    private long lastKey;
    private long interval = NEVER;
    private boolean regular;
    private long frame;
    private long lastEnd;

    /**
     * @param keyFrames false where every frame can be decoded alone (audio without video)
     * @param hasten end the first segment, wherever key frames are, as soon as players have enough
     *     to start with: nothing is listed without a whole segment
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
            regular = Math.abs(start - lastKey - interval) <= frame / 2;
            interval = start - lastKey;
            lastKey = start;
        }
        if (cutsAt(start, end, key)) {
            endSegment(start);
        } else if (framesInPart > 0
                && end - partStart > targets.partNanos()
                && start - partStart >= targets.leastPartNanos()) {
            endPart(start);
            // too near the segment's end for another part
            if (cutsAt(start, end, key)) {
                endSegment(start);
            }
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
        if (hasten && framesInPart == 0 && enoughToStart(partStart)) {
            endSegment(partStart);
        }
    }

    private boolean enoughToStart(long end) {
        // a part may be shorter than its target
        return end - segmentStart + targets.partNanos() / 2 > targets.holdBackNanos();
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

    /** Where the next part goes. What is said here after a part's end is kept to. */
    public Next next() {
        return framesInPart == 0 ? next : Next.SAME_SEGMENT;
    }

    private Next foreseen() {
        if (hasten && enoughToStart(partStart)) {
            return Next.NEXT_SEGMENT;
        }
        boolean keyWouldCut = keyFrames && keyCuts(lastEnd, lastEnd - lastKey);
        boolean keyDue = keyFrames && Math.abs(lastKey + interval - lastEnd) <= frame / 2;
        if (mustCutAt(lastEnd, lastEnd, false) || (regular && keyDue && keyWouldCut)) {
            return Next.NEXT_SEGMENT;
        }
        return regular || !keyWouldCut ? Next.SAME_SEGMENT : Next.UNKNOWN;
    }

    /** Time between the last two key frames; 0 before the second. */
    public long knownInterval() {
        return interval == NEVER ? 0 : interval;
    }

    private boolean cutsAt(long start, long end, boolean key) {
        boolean empty = framesInPart == 0 && partStart == segmentStart;
        if (empty) {
            return false;
        }
        return switch (next()) {
            case NEXT_SEGMENT -> true;
            case SAME_SEGMENT ->
                    framesInPart > 0
                            ? mustCutAt(start, end, key)
                            : end - segmentStart > targets.hardNanos();
            case UNKNOWN -> mustCutAt(start, end, key);
        };
    }

    private boolean mustCutAt(long start, long end, boolean key) {
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
        return at + next - segmentStart > targets.wishedNanos();
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
        next = foreseen();
        if (sink.pending()) {
            sink.partEnds(nanos);
        }
    }

    private void endSegment(long frameStart) {
        // What the last part's end left of the frame before is no part: the next segment begins
        // with it, so that parts always add up to their segment.
        long at = framesInPart > 0 ? frameStart : partStart;
        long rest = at - partStart;
        long nanos = at - segmentStart;
        partStart = at;
        framesInPart = 0;
        next = Next.NEXT_SEGMENT;
        if (rest > 0 && sink.pending()) {
            sink.partEnds(Math.min(rest, targets.partNanos()));
        }
        sink.segmentEnds(nanos);
        next = Next.SAME_SEGMENT;
        hasten = false;
        segmentStart = at;
    }
}
