package dev.streamapp.packager.live;

import java.time.Clock;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Where time comes from, so that tests own it.
 *
 * @param clock the wall clock, which may be set
 * @param ticker monotonic nanoseconds
 */
public record Time(Clock clock, LongSupplier ticker) {
    public static Time system() {
        return new Time(Clock.systemUTC(), System::nanoTime);
    }

    public Instant now() {
        return clock.instant();
    }

    public long nanos() {
        return ticker.getAsLong();
    }
}
