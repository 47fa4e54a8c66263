package dev.streamapp.packager.recording;

import java.time.Instant;

/**
 * A span of wall-clock time; of a recording, the segments that lie in it as a whole.
 *
 * @param from inclusive
 * @param until inclusive
 */
public record Cut(Instant from, Instant until) {
    public static final Cut NONE = new Cut(Instant.MIN, Instant.MAX);

    boolean contains(Entry entry) {
        return !entry.start().isBefore(from) && !entry.end().isAfter(until);
    }
}
