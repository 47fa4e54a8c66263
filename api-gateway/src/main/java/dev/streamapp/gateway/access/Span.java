package dev.streamapp.gateway.access;

import java.time.Instant;

/**
 * A time.
 *
 * @param from inclusive
 * @param until inclusive
 */
public record Span(Instant from, Instant until) {

    /** End of what has not ended yet. */
    static final Instant OPEN = Instant.MAX;

    boolean lasts() {
        return until.equals(OPEN);
    }

    boolean contains(Span other) {
        return !other.from.isBefore(from) && !other.until.isAfter(until);
    }
}
