package dev.streamapp.packager.control;

import dev.streamapp.packager.ingest.SrtStatistics;
import dev.streamapp.packager.ingest.SrtStatistics.Traffic;
import dev.streamapp.packager.live.Time;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The figures of the link from the publisher, for Prometheus. */
final class LinkMetrics {
    /** They come each second; older ones are of a link that is gone. */
    private static final long STALE = Duration.ofSeconds(5).toNanos();

    private final Time time;
    private volatile Known known =
            new Known(
                    new SrtStatistics(Duration.ZERO, Duration.ZERO, Duration.ZERO, Traffic.NONE),
                    Traffic.NONE,
                    Long.MIN_VALUE);

    /**
     * @param earlier traffic of connections that are over
     * @param at when it was told
     */
    private record Known(SrtStatistics last, Traffic earlier, long at) {}

    LinkMetrics(Metrics metrics, Time time) {
        this.time = time;
        counter(metrics, "received_bytes", "Bytes received over SRT.", Traffic::bytes);
        counter(
                metrics,
                "received_packets",
                "Packets received over SRT, those sent again among them.",
                Traffic::received);
        counter(
                metrics,
                "lost_packets",
                "Packets that did not come the first time.",
                Traffic::lost);
        counter(
                metrics,
                "retransmitted_packets",
                "Packets that came when they were sent again.",
                Traffic::retransmitted);
        counter(
                metrics,
                "dropped_packets",
                "Packets that did not come in time: holes in the picture.",
                Traffic::dropped);
        gauge(
                metrics,
                "rtt_seconds",
                "Round-trip time to the publisher, smoothed.",
                SrtStatistics::roundTrip);
        gauge(
                metrics,
                "latency_seconds",
                "Latency agreed on with the publisher: the time there is to send packets again.",
                SrtStatistics::latency);
        gauge(
                metrics,
                "buffer_seconds",
                "Media received and not yet delivered.",
                SrtStatistics::buffered);
    }

    private void counter(Metrics metrics, String name, String help, ToLongFunction<Traffic> value) {
        metrics.counter("streamapp_srt_" + name, help, () -> value.applyAsLong(total()));
    }

    private void gauge(
            Metrics metrics, String name, String help, Function<SrtStatistics, Duration> value) {
        metrics.gauge(
                "streamapp_srt_" + name,
                help,
                () -> fresh() ? value.apply(known.last()).toNanos() / 1e9 : Double.NaN);
    }

    private boolean fresh() {
        Known now = known;
        return now.at() != Long.MIN_VALUE && time.nanos() - now.at() < STALE;
    }

    private Traffic total() {
        Known now = known;
        return now.earlier().plus(now.last().traffic());
    }

    /** Told by one thread at a time. */
    void accept(SrtStatistics statistics) {
        Known before = known;
        boolean anew = statistics.traffic().startsAnew(before.last().traffic());
        known = new Known(statistics, anew ? total() : before.earlier(), time.nanos());
    }
}
