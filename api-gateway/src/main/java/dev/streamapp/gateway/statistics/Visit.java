package dev.streamapp.gateway.statistics;

import dev.streamapp.gateway.playback.Viewer;
import java.time.Duration;
import java.time.Instant;

/**
 * A viewer at a stream without a break.
 *
 * @param first first heartbeat
 * @param last last heartbeat so far
 */
record Visit(String streamId, Viewer viewer, Instant first, Instant last) {

    /**
     * A longer silence ends a visit. Heartbeats come each 5 s while somebody watches; a blocked
     * phone and a reconnecting player are away for some more.
     */
    static final Duration BREAK = Duration.ofSeconds(30);

    boolean isContinuedBy(Visit later) {
        return !later.first.isAfter(last.plus(BREAK));
    }

    Visit joined(Visit later) {
        return new Visit(streamId, viewer, first, last.isAfter(later.last) ? last : later.last);
    }
}
