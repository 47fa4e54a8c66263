package dev.streamapp.operator.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An operator watched while nobody does anything to streams.
 *
 * @param streams how many there are
 * @param onAir how many of them are on air
 * @param time for how long
 * @param changes figures that packagers told meanwhile
 * @param writes by kind
 * @param cpu percent of a core
 * @param resident MiB at the end
 * @param anonymous MiB at the end
 */
record Watched(
        int streams,
        int onAir,
        Duration time,
        long changes,
        Map<String, Long> writes,
        double cpu,
        long resident,
        long anonymous) {

    static Watched of(Scene scene, int streams, int onAir, Duration time)
            throws IOException, InterruptedException {
        scene.settle();
        Component process = scene.operator().process();
        long place = scene.audit().now();
        long changes = scene.studio().changes();
        double before = process.processorSeconds();
        long from = System.nanoTime();
        Thread.sleep(time);
        double passed = (System.nanoTime() - from) / 1e9;
        return new Watched(
                streams,
                onAir,
                time,
                scene.studio().changes() - changes,
                scene.audit().since(place).stream()
                        .collect(
                                Collectors.groupingBy(
                                        AuditLog.Write::what, TreeMap::new, Collectors.counting())),
                100 * (process.processorSeconds() - before) / passed,
                process.residentMebibytes(),
                process.anonymousMebibytes());
    }

    long written() {
        return writes.values().stream().mapToLong(Long::longValue).sum();
    }

    double perStreamAndMinute() {
        return onAir == 0 ? 0 : written() / (time.toSeconds() / 60.0) / onAir;
    }

    /** Whether it wrote no more than it may. */
    boolean quiet() {
        return onAir == 0 ? writes.isEmpty() : perStreamAndMinute() <= 0.1;
    }

    /** Whether it needs no more memory than it may; of more than 1,000 streams nothing is said. */
    boolean small() {
        return streams > 1_000 || resident <= 256;
    }

    static String header() {
        return """
        | streams | on air | watched for | figures changed | writes | a minute and stream on air | CPU | resident | anonymous |
        |---|---|---|---|---|---|---|---|---|
        """;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %d s | %,d | %s | %s | %.1f %% of a core | %d MiB | %d MiB |%n",
                streams,
                onAir,
                time.toSeconds(),
                changes,
                writes.isEmpty()
                        ? "0"
                        : writes.entrySet().stream()
                                .map(kind -> kind.getValue() + " × " + kind.getKey())
                                .collect(Collectors.joining(", ")),
                onAir == 0 ? "–" : String.format(Locale.ROOT, "%.3f", perStreamAndMinute()),
                cpu,
                resident,
                anonymous);
    }
}
