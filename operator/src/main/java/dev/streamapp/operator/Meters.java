package dev.streamapp.operator;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the operator measures of itself; docs/metrics.md says what each name means. */
final class Meters implements AutoCloseable {

    private final MeterRegistry registry;
    private final JvmGcMetrics gc = new JvmGcMetrics();

    Meters(MeterRegistry registry) {
        this.registry = registry;
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    /** Counts the streams as their status has them. */
    void countStreams(Supplier<Stream<LiveStream>> streams) {
        for (Phase phase : Phase.values()) {
            count(streams, phase.name(), status -> status.phase() == phase);
        }
        count(streams, "Unknown", status -> status.phase() == null);
        gauge(
                "streamapp.updates.pending",
                "Streams whose pod waits for an update",
                () ->
                        statuses(streams)
                                .filter(status -> status.condition("UpdatePending").isPresent())
                                .count());
    }

    void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }

    /** Who looks at streams. */
    void follow(ThreadPoolExecutor workers) {
        gauge(
                "streamapp.reconciliations.active",
                "Streams being looked at just now",
                workers::getActiveCount);
        gauge(
                "streamapp.reconciliations.queue",
                "Streams waiting to be looked at",
                () -> workers.getQueue().size());
    }

    void leads(BooleanSupplier leads) {
        gauge(
                "streamapp.operator.leading",
                "1 for the replica that acts, 0 for one that stands by",
                () -> leads.getAsBoolean() ? 1 : 0);
    }

    private void count(
            Supplier<Stream<LiveStream>> streams,
            String phase,
            Predicate<LiveStreamStatus> counted) {
        Gauge.builder("streamapp.streams", () -> statuses(streams).filter(counted).count())
                .description("LiveStreams by phase")
                .tag("phase", phase)
                .register(registry);
    }

    private static Stream<LiveStreamStatus> statuses(Supplier<Stream<LiveStream>> streams) {
        return streams.get()
                .map(stream ->
                        Optional.ofNullable(stream.getStatus())
                                .orElseGet(LiveStreamStatus::unknown));
    }

    @Override
    public void close() {
        gc.close();
    }
}
