package dev.streamapp.packager.recording;

import java.time.Duration;

/**
 * What is recorded and how much of it stays.
 *
 * @param enabled whether segments are kept at all; what was kept before stays for its time
 * @param retention how long a segment is kept
 * @param maxBytes of all recordings together
 * @param gap how long a publisher may be away until the next segment begins another recording
 */
public record Policy(boolean enabled, Duration retention, long maxBytes, Duration gap) {
    /** A recording that runs on is continued by the next: its playlist must end somewhere. */
    static final Duration LONGEST = Duration.ofHours(12);

    /** Each is remembered in memory. */
    static final int MOST_RECORDINGS = 2_000;

    /** So are the runs of each, for a publisher that comes and goes all day. */
    static final int MOST_RUNS = 200;
}
