package dev.streamapp.packager.control;

import dev.streamapp.packager.ingest.Ending;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The figures of one stream, for Prometheus. */
public final class Metrics {
    private final Count segments = new Count("streamapp_segments", "Segments completed.");
    private final Count parts = new Count("streamapp_parts", "Partial segments listed.");
    private final Count media = new Count("streamapp_media_bytes", "Bytes of media received.");
    private final Count refusals =
            new Count("streamapp_publisher_refusals", "Publishers with a wrong passphrase.");
    private final Count served = new Count("streamapp_served_bytes", "Bytes of HLS files sent.");
    private final Count restarts =
            new Count(
                    "streamapp_ffmpeg_restarts",
                    "Times ffmpeg was started again, by what ended it.",
                    "reason");
    private final Count requests =
            new Count(
                    "streamapp_http_requests",
                    "Requests on the media port, by status code.",
                    "code");
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private volatile boolean connected;

    public Metrics() {
        gauge(
                "streamapp_publisher_connected",
                "1 while a publisher is on air.",
                () -> connected ? 1 : 0);
    }

    /** What is asked for when it is scraped; nothing where it has no value. */
    private interface Reading extends Supplier<Optional<MetricSnapshot>> {}

    /** A counter, with the values of one label or without. */
    private static final class Count {
        private final String name;
        private final String help;
        private final String label;
        private final Map<String, LongAdder> values = new ConcurrentSkipListMap<>();

        Count(String name, String help) {
            this(name, help, "");
            add("", 0);
        }

        Count(String name, String help, String label) {
            this.name = name;
            this.help = help;
            this.label = label;
        }

        void add(String value, long amount) {
            values.computeIfAbsent(value, any -> new LongAdder()).add(amount);
        }

        void add(long amount) {
            add("", amount);
        }

        CounterSnapshot snapshot() {
            CounterSnapshot.Builder builder = CounterSnapshot.builder().name(name).help(help);
            values.forEach((value, sum) ->
                    builder.dataPoint(
                            CounterDataPointSnapshot.builder()
                                    .labels(
                                            label.isEmpty()
                                                    ? Labels.EMPTY
                                                    : Labels.of(label, value))
                                    .value(sum.sum())
                                    .build()));
            return builder.build();
        }
    }

    /** A figure that is asked for when it is scraped; left out while it is not a number. */
    public void gauge(String name, String help, DoubleSupplier value) {
        readings.add(() -> {
            double now = value.getAsDouble();
            return Double.isNaN(now)
                    ? Optional.empty()
                    : Optional.of(
                            GaugeSnapshot.builder()
                                    .name(name)
                                    .help(help)
                                    .dataPoint(GaugeDataPointSnapshot.builder().value(now).build())
                                    .build());
        });
    }

    /** A sum that is asked for when it is scraped. */
    void counter(String name, String help, LongSupplier value) {
        readings.add(() ->
                Optional.of(
                        CounterSnapshot.builder()
                                .name(name)
                                .help(help)
                                .dataPoint(
                                        CounterDataPointSnapshot.builder()
                                                .value(value.getAsLong())
                                                .build())
                                .build()));
    }

    void connected(boolean now) {
        connected = now;
    }

    void part(long bytes) {
        parts.add(1);
        media.add(bytes);
    }

    void segment() {
        segments.add(1);
    }

    void refused() {
        refusals.add(1);
    }

    void restart(Ending ending) {
        restarts.add(ending.name().toLowerCase(Locale.ROOT), 1);
    }

    /** A request on the media port was answered. */
    public void request(int code, long bytes) {
        requests.add(String.valueOf(code), 1);
        served.add(bytes);
    }

    /** Prometheus text format 0.0.4. */
    byte[] scrape() throws IOException {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        for (Count count : List.of(segments, parts, media, refusals, served, restarts, requests)) {
            all.metricSnapshot(count.snapshot());
        }
        readings.forEach(reading -> reading.get().ifPresent(all::metricSnapshot));
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        PrometheusTextFormatWriter.create().write(out, all.build());
        return out.toByteArray();
    }
}
