package dev.streamapp.packager.hls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A Media Segment (RFC 8216bis, 3), closed or still growing.
 *
 * @param msn its Media Sequence Number
 * @param discontinuity whether EXT-X-DISCONTINUITY stands before it
 * @param start when its first frame was captured
 * @param parts in order; the segment's bytes are theirs, one after another; none once they are
 *     forgotten
 * @param nanos duration once closed; 0 while it grows
 * @param bytes size so far
 */
public record Segment(
        String run,
        long msn,
        boolean discontinuity,
        Instant start,
        List<Part> parts,
        long nanos,
        long bytes) {
    public Segment {
        parts = List.copyOf(parts);
    }

    /** With the bytes of its parts. */
    public Segment(
            String run,
            long msn,
            boolean discontinuity,
            Instant start,
            List<Part> parts,
            long nanos) {
        this(
                run,
                msn,
                discontinuity,
                start,
                parts,
                nanos,
                parts.stream().mapToLong(Part::bytes).sum());
    }

    public boolean closed() {
        return nanos > 0;
    }

    /** What the parts make up so far, in nanoseconds. */
    public long partNanos() {
        return parts.stream().mapToLong(Part::nanos).sum();
    }

    public Segment with(Part part) {
        List<Part> more = new ArrayList<>(parts);
        more.add(part);
        return new Segment(run, msn, discontinuity, start, more, nanos);
    }

    public Segment close(long duration) {
        return new Segment(run, msn, discontinuity, start, parts, duration);
    }

    /** As a whole: parts of a closed segment that nobody may ask for any more are forgotten. */
    public Segment withoutParts() {
        return new Segment(run, msn, discontinuity, start, List.of(), nanos, bytes);
    }

    public Names.OfSegment name() {
        return new Names.OfSegment(run, msn);
    }

    public Names.OfPart name(int part) {
        return new Names.OfPart(run, msn, part);
    }
}
