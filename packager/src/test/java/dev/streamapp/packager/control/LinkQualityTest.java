package dev.streamapp.packager.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.control.Status.Link;
import dev.streamapp.packager.ingest.SrtStatistics;
import dev.streamapp.packager.ingest.SrtStatistics.Traffic;
import dev.streamapp.packager.live.Time;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The link from the publisher")
class LinkQualityTest {
    private static final int PACKETS_A_SECOND = 250;
    private static final Link DROPPED = Link.poor(Link.Reason.PacketsDropped);
    private static final Link LOST = Link.poor(Link.Reason.PacketsLost);

    private final Random random = new Random(1);
    private final List<Link> verdicts = new ArrayList<>();
    private long nanos;
    private Traffic traffic = Traffic.NONE;
    private final LinkQuality quality = new LinkQuality(new Time(Clock.systemUTC(), () -> nanos));

    /** A second with so many of 250 packets lost at first, and so many for good. */
    private void second(int lost, int dropped) {
        nanos += 1_000_000_000L;
        traffic =
                traffic.plus(
                        new Traffic(
                                1316L * PACKETS_A_SECOND,
                                PACKETS_A_SECOND - dropped,
                                lost,
                                lost - dropped,
                                dropped));
        quality.accept(
                new SrtStatistics(
                        Duration.ofMillis(30), Duration.ofMillis(200), Duration.ZERO, traffic));
        Link now = quality.link();
        if (verdicts.isEmpty() || !now.equals(verdicts.getLast())) {
            verdicts.add(now);
        }
    }

    private void seconds(int count, int lost, int dropped) {
        for (int i = 0; i < count; i++) {
            second(lost, dropped);
        }
    }

    private int untilGood() {
        int seconds = 0;
        while (!quality.link().equals(Link.GOOD)) {
            second(0, 0);
            seconds++;
        }
        return seconds;
    }

    @Test
    @DisplayName("is good from the first second on, and stays so with 2 % of the packets lost")
    void good() {
        second(0, 0);
        assertThat(quality.link()).isEqualTo(Link.GOOD);
        for (int i = 0; i < 3600; i++) {
            second((int) (0.02 * PACKETS_A_SECOND + random.nextGaussian() * 2.2), 0);
        }
        assertThat(verdicts).containsExactly(Link.GOOD);
    }

    @Test
    @DisplayName(
            "is poor at once when packets do not come in time, and good two minutes after the last")
    void dropped() {
        seconds(60, 0, 0);
        second(20, 5);
        assertThat(quality.link()).isEqualTo(DROPPED);
        assertThat(untilGood()).isBetween(60, 120);
        assertThat(verdicts).containsExactly(Link.GOOD, DROPPED, Link.GOOD);
    }

    @Test
    @DisplayName("is poor within ten seconds when a tenth of the packets is lost")
    void lost() {
        seconds(60, 0, 0);
        seconds(16, 25, 0);
        assertThat(quality.link()).isEqualTo(LOST);
        untilGood();
        nanos += 1_000_000_000L;
        traffic = Traffic.NONE;
        seconds(10, 25, 0);
        assertThat(quality.link()).as("a new connection").isEqualTo(LOST);
    }

    @Test
    @DisplayName("stays good with a hole in the picture now and then")
    void seldomDropped() {
        for (int i = 0; i < 100; i++) {
            second(1, 1);
            seconds(29, 0, 0);
        }
        assertThat(verdicts).containsExactly(Link.GOOD);
    }

    @Test
    @DisplayName("that is between good and poor keeps the verdict it has")
    void between() {
        seconds(60, 0, 0);
        seconds(600, PACKETS_A_SECOND / 27, 0);
        assertThat(verdicts).containsExactly(Link.GOOD);
        seconds(20, 25, 0);
        seconds(600, PACKETS_A_SECOND / 27, 0);
        assertThat(verdicts).containsExactly(Link.GOOD, LOST);
    }

    @Test
    @DisplayName("tells the worse of two reasons, and takes back neither")
    void worse() {
        seconds(20, 25, 0);
        second(25, 10);
        assertThat(quality.link()).isEqualTo(DROPPED);
        seconds(60, 25, 0);
        assertThat(verdicts).containsExactly(Link.GOOD, LOST, DROPPED);
    }

    @Test
    @DisplayName(
            "that falls back again and again changes its verdict less than once in ten minutes")
    void relapses() {
        int hours = 12;
        int last = 0;
        for (int second = 0; second < hours * 3600; second++) {
            boolean worst = quality.link() == null || quality.link().equals(Link.GOOD);
            second(worst ? 20 : 0, worst ? 5 : 0);
            last = second < 3600 ? verdicts.size() : last;
        }
        assertThat(verdicts.size() - last).as("after the first hour").isLessThan((hours - 1) * 6);
    }

    @Test
    @DisplayName("is believed as soon as at first after an hour without fault")
    void forgiven() {
        for (int i = 0; i < 5; i++) {
            second(20, 5);
            untilGood();
        }
        second(20, 5);
        assertThat(untilGood()).isGreaterThan(900);
        seconds(3601, 0, 0);
        second(20, 5);
        assertThat(untilGood()).isLessThan(120);
    }

    @Test
    @DisplayName("is forgotten when the stream goes off air")
    void forgotten() {
        second(20, 5);
        quality.forget();
        assertThat(quality.link()).isNull();
        traffic = Traffic.NONE;
        second(0, 0);
        assertThat(quality.link()).isEqualTo(Link.GOOD);
    }
}
