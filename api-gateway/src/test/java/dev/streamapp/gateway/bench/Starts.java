package dev.streamapp.gateway.bench;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Starts of the gateway, one after the other.
 *
 * @param took from the start of the process until it was ready
 * @param processor time that this took, seconds
 * @param memory resident then, MiB
 */
record Starts(List<Duration> took, List<Double> processor, List<Long> memory) {

    Duration median() {
        return took.stream().sorted().toList().get(took.size() / 2);
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %.2f s | %.2f s | %.1f s | %d MiB |%n",
                seconds(median()),
                seconds(Collections.max(took)),
                processor.stream().sorted().toList().get(processor.size() / 2),
                memory.stream().mapToLong(Long::longValue).max().orElseThrow());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1e3;
    }
}
