package dev.streamapp.e2e.hls;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A media playlist (RFC 8216bis 4.4.3 to 4.4.5). All durations are in seconds.
 *
 * @param header tags of the whole playlist that must never change, name to value
 * @param segments the complete ones
 * @param open the segment whose parts are listed but which is not complete, or null
 * @param hints URIs of hinted parts
 */
public record MediaPlaylist(
        Map<String, String> header,
        int version,
        int targetDuration,
        long mediaSequence,
        long discontinuitySequence,
        @Nullable BigDecimal partTarget,
        boolean independentSegments,
        boolean ended,
        List<Segment> segments,
        @Nullable Segment open,
        List<String> hints)
        implements Playlist {

    /**
     * A media segment, complete or open.
     *
     * @param number its media sequence number
     * @param uri empty while it is open
     * @param duration its EXTINF; while it is open the sum of its parts
     * @param map URI of the initialization section that applies, or null
     * @param date of its first sample, or null
     * @param discontinuity whether EXT-X-DISCONTINUITY precedes it
     * @param discontinuityNumber its discontinuity sequence number
     */
    public record Segment(
            long number,
            String uri,
            BigDecimal duration,
            @Nullable String map,
            @Nullable OffsetDateTime date,
            boolean discontinuity,
            long discontinuityNumber,
            boolean gap,
            List<Part> parts) {
        boolean complete() {
            return !uri.isEmpty();
        }
    }

    /** A partial segment (4.4.4.9). */
    public record Part(String uri, BigDecimal duration, boolean independent, boolean gap) {}

    /**
     * Where a playlist ends.
     *
     * @param segment media sequence number of the segment that is or would be open
     * @param parts how many of its parts are listed
     */
    public record End(long segment, int parts) implements Comparable<End> {
        @Override
        public int compareTo(End other) {
            return segment != other.segment
                    ? Long.compare(segment, other.segment)
                    : Integer.compare(parts, other.parts);
        }
    }

    public End end() {
        return new End(mediaSequence + segments.size(), open == null ? 0 : open.parts().size());
    }

    /** Sum of the durations of the complete segments. */
    public BigDecimal duration() {
        return segments.stream().map(Segment::duration).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Complete segments, then the open one. */
    public List<Segment> allSegments() {
        return open == null ? segments : Stream.concat(segments.stream(), Stream.of(open)).toList();
    }
}
