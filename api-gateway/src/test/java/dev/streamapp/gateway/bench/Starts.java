package dev.streamapp.gateway.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Starts of the gateway, one after the other.
 *
 * @param cores that it might use, as taskset lists them
 * @param took from the start of the process until it was ready
 * @param processor time that this took, seconds
 * @param memory resident then, MiB
 */
record Starts(String cores, List<Duration> took, List<Double> processor, List<Long> memory) {

    String row() {
        List<Duration> sorted = took.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "| %d | %.2f s | %.2f s | %.1f s | %d MiB |%n",
                cores.split(",").length,
                seconds(sorted.get(sorted.size() / 2)),
                seconds(sorted.getLast()),
                processor.stream().sorted().toList().get(processor.size() / 2),
                memory.stream().mapToLong(Long::longValue).max().orElseThrow());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
