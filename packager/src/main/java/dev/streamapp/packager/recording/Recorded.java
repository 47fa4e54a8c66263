package dev.streamapp.packager.recording;

import java.time.Duration;
import java.time.Instant;

/**
 * A recording as it is listed.
 *
 * @param id as in its address
 * @param start of its first segment that is still there
 * @param duration of its segments, without the time when the publisher was away
 * @param ongoing whether it may still grow
 */
public record Recorded(
        String id, Instant start, Instant end, Duration duration, long bytes, boolean ongoing) {}
