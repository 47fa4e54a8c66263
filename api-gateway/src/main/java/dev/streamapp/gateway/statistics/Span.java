package dev.streamapp.gateway.statistics;

import java.time.Duration;
import java.time.Instant;

/** A span of time that is asked about. */
record Span(Instant from, Instant to) {

    static final Duration LONGEST = Duration.ofDays(31);

    static Span before(Instant end, Duration length) {
        return new Span(end.minus(length), end);
    }

    boolean isCountable() {
        return !from.isAfter(to) && Duration.between(from, to).compareTo(LONGEST) <= 0;
    }

    Instant middle() {
        return from.plus(Duration.between(from, to).dividedBy(2));
    }
}
