package dev.streamapp.packager.hls;

import java.time.Duration;

/**
 * The durations a stream promises. They come from its specification alone and never change while it
 * lives: a server must not change EXT-X-TARGETDURATION or EXT-X-PART-INF (RFC 8216bis, 6.2.1).
 *
 * @param segment wanted duration of a segment
 * @param part PART-TARGET
 * @param window how many closed segments are listed
 */
public record Targets(Duration segment, Duration part, int window) {
    private static final long MILLI = 1_000_000;

    /** The least there may be. */
    private static final int TARGETS_NOT_SKIPPED = 6;

    /** EXT-X-TARGETDURATION in seconds (4.4.3.1): EXTINF rounded must not exceed it. */
    public long targetSeconds() {
        return (segment.toMillis() + 999) / 1000;
    }

    public Duration target() {
        return Duration.ofSeconds(targetSeconds());
    }

    public long partNanos() {
        return part.toNanos();
    }

    /**
     * CAN-SKIP-UNTIL in seconds (4.4.3.8): how much of the list's end a Playlist Delta Update
     * tells; 0 where that would not be half of the list at most, and a delta hardly shorter.
     */
    public long skipSeconds() {
        long boundary = TARGETS_NOT_SKIPPED * targetSeconds();
        return window * segment.toMillis() >= 2000 * boundary ? boundary : 0;
    }

    /** PART-HOLD-BACK (4.4.3.8): how far behind the end a player starts, three part targets. */
    public long holdBackNanos() {
        return 3 * partNanos();
    }

    /** 85 % of PART-TARGET (4.4.4.9) and what rounding to 10 µs in the playlist may take. */
    public long leastPartNanos() {
        return partNanos() * 85 / 100 + 10_000;
    }

    /** A segment is cut at a key frame if waiting for the next one would pass this. */
    public long wishedNanos() {
        return Math.max(segment.toNanos() + 100 * MILLI, partNanos());
    }

    /** Where a segment ends when no key frame is near. */
    public long softNanos() {
        return target().toNanos() + 50 * MILLI;
    }

    /** No segment passes this: beyond it EXTINF would round to more than the target. */
    public long hardNanos() {
        return target().toNanos() + 400 * MILLI;
    }
}
