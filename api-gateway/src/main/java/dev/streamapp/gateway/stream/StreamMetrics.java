package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.statistics.Audience;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Streams by status, viewers, and followers of the feed. */
@Component
class StreamMetrics implements MeterBinder {

    private final Streams streams;
    private final Audience audience;

    StreamMetrics(Streams streams, Audience audience) {
        this.streams = streams;
        this.audience = audience;
    }

    @Override
    public void bindTo(MeterRegistry metrics) {
        for (StreamStatus status : StreamStatus.values()) {
            Gauge.builder("streamapp.streams", () -> count(status))
                    .description("Streams by status")
                    .tag("status", status.word())
                    .register(metrics);
        }
        Gauge.builder("streamapp.viewers", this::viewers)
                .description("Viewers of all streams now, at all replicas together")
                .register(metrics);
        Gauge.builder("streamapp.feed.followers", () -> streams.feed().size())
                .description("Open event feeds at this replica")
                .register(metrics);
    }

    private long count(StreamStatus status) {
        return streams.all().stream()
                .filter(stream -> StreamStatus.of(StreamView.statusOf(stream).phase()) == status)
                .count();
    }

    private int viewers() {
        return audience.watching().values().stream().mapToInt(Integer::intValue).sum();
    }
}
