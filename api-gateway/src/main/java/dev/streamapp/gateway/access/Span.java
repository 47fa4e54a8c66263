package dev.streamapp.gateway.access;

import java.time.Instant;

/**
 * A time.
 *
 * @param from inclusive
 * @param until inclusive
 */
public record Span(Instant from, Instant until) {

    boolean contains(Span other) {
        return !other.from.isBefore(from) && !other.until.isAfter(until);
    }
}
