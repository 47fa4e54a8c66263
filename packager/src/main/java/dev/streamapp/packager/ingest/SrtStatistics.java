package dev.streamapp.packager.ingest;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What libsrt knows of a connection. ffmpeg, as it is built for the packager, tells it once a
 * second: {@code src/main/c/srt-statistics.c}.
 *
 * @param roundTrip of a packet to the publisher and back, smoothed
 * @param latency between sending and delivery, as agreed on with the publisher
 * @param buffered what was received and is not delivered yet
 * @param traffic since the connection began
 */
public record SrtStatistics(
        Duration roundTrip, Duration latency, Duration buffered, Traffic traffic) {
    private static final Pattern LINE =
            Pattern.compile(
                    "srt-statistics rtt_us=(\\d{1,18}) latency_ms=(\\d{1,9}) buffer_ms=(\\d{1,9})"
                            + " bytes=(\\d{1,18}) received=(\\d{1,18}) lost=(\\d{1,18})"
                            + " retransmitted=(\\d{1,18}) dropped=(\\d{1,18})");

    /**
     * Counts.
     *
     * @param bytes received
     * @param received packets, those sent again among them
     * @param lost packets that did not come the first time
     * @param retransmitted packets that came when they were sent again
     * @param dropped packets that did not come in time to be delivered
     */
    public record Traffic(long bytes, long received, long lost, long retransmitted, long dropped) {
        public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

        public Traffic plus(Traffic other) {
            return new Traffic(
                    bytes + other.bytes,
                    received + other.received,
                    lost + other.lost,
                    retransmitted + other.retransmitted,
                    dropped + other.dropped);
        }

        /** What came between then and now. */
        public Traffic since(Traffic then) {
            return new Traffic(
                    bytes - then.bytes,
                    received - then.received,
                    lost - then.lost,
                    retransmitted - then.retransmitted,
                    dropped - then.dropped);
        }

        /** Whether this cannot be a later count of the same connection. */
        public boolean startsAnew(Traffic then) {
            return bytes < then.bytes
                    || received < then.received
                    || lost < then.lost
                    || retransmitted < then.retransmitted
                    || dropped < then.dropped;
        }

        /** Of all packets that were sent once, the share that did not come, 0 to 1. */
        public double lossRatio() {
            long first = received - retransmitted + lost;
            return first <= 0 ? 0 : (double) lost / first;
        }
    }

    /** Null where the line is about something else. */
    static @Nullable SrtStatistics parse(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return null;
        }
        return new SrtStatistics(
                Duration.ofNanos(number(matcher, 1) * 1000),
                Duration.ofMillis(number(matcher, 2)),
                Duration.ofMillis(number(matcher, 3)),
                new Traffic(
                        number(matcher, 4),
                        number(matcher, 5),
                        number(matcher, 6),
                        number(matcher, 7),
                        number(matcher, 8)));
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }
}
