package dev.streamapp.packager.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The clock of capture")
class CaptureClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LATENCY = Duration.ofMillis(200);

    private static long millis(CaptureClock clock, Instant truth, Duration media) {
        return Duration.between(truth, clock.captured(media.toNanos())).toMillis();
    }

    @Test
    @DisplayName("sees through jitter: the least delayed frame tells")
    void jitter() {
        CaptureClock clock = new CaptureClock(LATENCY);
        Random random = new Random(1);
        for (int frame = 0; frame < 250; frame++) {
            Duration media = Duration.ofMillis(40L * frame);
            clock.arrived(
                    START.plus(media).plus(LATENCY).plusMillis(random.nextInt(150)),
                    media.toNanos());
        }
        Duration at = Duration.ofSeconds(9);
        assertThat(millis(clock, START.plus(at), at)).isBetween(0L, 15L);
    }

    @Test
    @DisplayName("follows a publisher whose clock drifts for a day, without a jump")
    void drift() {
        CaptureClock clock = new CaptureClock(LATENCY);
        Instant previous = null;
        for (int second = 0; second < 86_400; second++) {
            long media = second * 1_000_100_000L;
            Instant truth = START.plusSeconds(second);
            clock.arrived(truth.plus(LATENCY), media);
            if (second % 2 == 0) {
                Instant captured = clock.captured(media);
                assertThat(Duration.between(truth, captured).abs())
                        .isLessThan(Duration.ofMillis(50));
                if (previous != null) {
                    assertThat(Duration.between(previous, captured))
                            .isBetween(Duration.ofMillis(1990), Duration.ofMillis(2010));
                }
                previous = captured;
            }
        }
    }

    @Test
    @DisplayName("moves at once when media time jumped, and within seconds when it stood still")
    void jump() {
        CaptureClock clock = new CaptureClock(LATENCY);
        clock.arrived(START.plus(LATENCY), 0);
        assertThat(millis(clock, START, Duration.ZERO)).isZero();
        Instant now = START;
        for (int second = 3; second < 12; second++) {
            now = START.plusSeconds(second);
            clock.arrived(now.plus(LATENCY), Duration.ofSeconds(second - 3).toNanos());
        }
        assertThat(millis(clock, now, Duration.ofSeconds(8))).isZero();
    }

    @Test
    @DisplayName(
            "comes back from frames held up for seconds without dates that overlap by a second")
    void heldUp() {
        CaptureClock clock = new CaptureClock(LATENCY);
        clock.arrived(START.plus(LATENCY).plusSeconds(7), 0);
        Instant previous = clock.captured(0);
        for (int second = 2; second <= 20; second += 2) {
            Instant truth = START.plusSeconds(second + 7);
            long media = Duration.ofSeconds(second + 7).toNanos();
            clock.arrived(truth.plus(LATENCY), media);
            Instant captured = clock.captured(media);
            assertThat(captured).isAfter(previous.minusSeconds(1));
            previous = captured;
        }
        assertThat(previous).isEqualTo(START.plusSeconds(27));
    }

    @Test
    @DisplayName("a wall clock that is set takes the dates with it")
    void clockSet() {
        CaptureClock clock = new CaptureClock(LATENCY);
        clock.arrived(START.plus(LATENCY), 0);
        assertThat(millis(clock, START, Duration.ZERO)).isZero();
        Instant back = START.minusSeconds(86_400);
        clock.arrived(back.plusSeconds(1).plus(LATENCY), Duration.ofSeconds(1).toNanos());
        assertThat(millis(clock, back.plusSeconds(1), Duration.ofSeconds(1))).isZero();
    }
}
