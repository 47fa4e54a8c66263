package dev.streamapp.e2e.watch;

import java.time.Instant;

/**
 * When a part was first seen in a playlist.
 *
 * @param segment media sequence number of its segment
 * @param discontinuity discontinuity sequence number of its segment
 * @param independent whether it contains a key frame
 * @param at when the answer that listed it was complete
 */
public record ListedPart(
        String uri, long segment, long discontinuity, boolean independent, Instant at) {

    /** The time on air that it belongs to, which its name begins with. */
    public String run() {
        return uri.substring(0, uri.indexOf('-'));
    }
}
