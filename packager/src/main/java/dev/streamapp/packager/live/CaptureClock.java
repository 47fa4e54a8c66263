package dev.streamapp.packager.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Tells when a frame was captured, for EXT-X-PROGRAM-DATE-TIME.
 *
 * <p>A frame cannot arrive before it was captured plus the latency of the transport; most arrive
 * later. So the smallest (arrival − media time) of the last seconds is the offset between media
 * time and wall clock. Frames that were held while the input was probed arrive late in a burst and
 * do no harm. Offsets move by a few milliseconds a segment at most (the clocks of publisher and
 * server drift), unless they are off by half a second: then media time jumped, or what had been
 * held up by a machine without a moment to spare arrives in time again.
 */
public final class CaptureClock {
    private static final int BUCKETS = 5;
    private static final long BUCKET = 1_000_000_000L;
    private static final long NONE = Long.MAX_VALUE;
    private static final long SLEW = 5_000_000;
    private static final long JUMP = 500_000_000;

    /** Dates of successive segments may overlap, but by less than a second (RFC 8216bis, 6.2.1). */
    private static final long OVERLAP = 900_000_000;

    /** Further back than any delay explains: the wall clock was set. */
    private static final long CLOCK_SET = 60_000_000_000L;

    private final long latency;
    private final long[] least = new long[BUCKETS];
    private long bucket;
    private long used = NONE;

    /**
     * @param latency between capture and arrival that the transport adds by design
     */
    public CaptureClock(Duration latency) {
        this.latency = latency.toNanos();
        Arrays.fill(least, NONE);
    }

    /**
     * A frame arrived.
     *
     * @param ended media time at which the frame ends, when the encoder had all of it; nanoseconds
     */
    public void arrived(Instant now, long ended) {
        long wall = nanos(now);
        long current = wall / BUCKET;
        if (current < bucket || current > bucket + BUCKETS) {
            Arrays.fill(least, NONE);
        } else {
            for (long b = bucket + 1; b <= current; b++) {
                least[(int) (b % BUCKETS)] = NONE;
            }
        }
        bucket = current;
        int at = (int) (current % BUCKETS);
        least[at] = Math.min(least[at], wall - latency - ended);
    }

    /** When the frame of that media time was captured; to be asked once for each segment. */
    public Instant captured(long mediaNanos) {
        long offset = Arrays.stream(least).min().orElse(NONE);
        if (offset == NONE) {
            throw new IllegalStateException("no frame has arrived");
        }
        if (used == NONE || offset - used > JUMP || used - offset > CLOCK_SET) {
            used = offset;
        } else if (used - offset > JUMP) {
            used = Math.max(offset, used - OVERLAP);
        } else {
            used += Math.clamp(offset - used, -SLEW, SLEW);
        }
        long wall = used + mediaNanos;
        return Instant.ofEpochSecond(
                Math.floorDiv(wall, 1_000_000_000L), Math.floorMod(wall, 1_000_000_000L));
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }
}
