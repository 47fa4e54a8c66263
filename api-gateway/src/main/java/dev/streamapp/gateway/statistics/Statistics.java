package dev.streamapp.gateway.statistics;

import java.time.Instant;
import java.util.List;

/**
 * What was watched in a span of time.
 *
 * @param currentViewers who watch now
 * @param peakViewers most at one moment
 * @param minutesWatched of all viewers together
 * @param visits how often somebody came
 */
record Statistics(
        Instant from,
        Instant to,
        int currentViewers,
        int peakViewers,
        double minutesWatched,
        int visits,
        List<Hour> hours) {

    /**
     * One hour of it.
     *
     * @param hour its beginning
     * @param viewers different viewers in it
     */
    record Hour(Instant hour, int viewers, double minutesWatched) {}
}
