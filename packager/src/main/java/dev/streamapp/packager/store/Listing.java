package dev.streamapp.packager.store;

import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the playlist lists, as it is remembered.
 *
 * @param nextMsn Media Sequence Number of the next segment to open
 * @param discontinuitySequence EXT-X-DISCONTINUITY-SEQUENCE of the list
 * @param segments in order; the last may be open
 * @param promise what the playlist promised about all of them, or null where that was not
 *     remembered
 */
public record Listing(
        long nextMsn,
        long discontinuitySequence,
        List<Segment> segments,
        @Nullable Promise promise) {
    /** The durations that must not change as long as a segment is listed (RFC 8216bis, 6.2.1). */
    public record Promise(long targetSeconds, long partNanos) {
        public static Promise of(Targets targets) {
            return new Promise(targets.targetSeconds(), targets.partNanos());
        }
    }

    public Listing {
        segments = List.copyOf(segments);
    }
}
