package dev.streamapp.packager.live;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that stands still until a test moves it. */
public final class FakeTime extends Clock {
    private Instant now;
    private long nanos = 1_000_000_000_000L;

    public FakeTime(Instant start) {
        now = start;
    }

    public Time time() {
        return new Time(this, () -> nanos);
    }

    public void advance(Duration by) {
        now = now.plus(by);
        nanos += by.toNanos();
    }

    /** Moves on to that moment, if it is not past. */
    public void reach(Instant moment) {
        if (moment.isAfter(now)) {
            advance(Duration.between(now, moment));
        }
    }

    /** Somebody sets the wall clock; the monotonic one goes on. */
    public void set(Instant moment) {
        now = moment;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
