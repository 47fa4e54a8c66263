package dev.streamapp.packager.store;

import dev.streamapp.packager.hls.Segment;
import java.util.List;

/**
 * What the playlist lists, as it is remembered.
 *
 * @param nextMsn Media Sequence Number of the next segment to open
 * @param discontinuitySequence EXT-X-DISCONTINUITY-SEQUENCE of the list
 * @param segments in order; the last may be open
 */
public record Listing(long nextMsn, long discontinuitySequence, List<Segment> segments) {
    public Listing {
        segments = List.copyOf(segments);
    }
}
