package dev.streamapp.operator.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Streams created at once, until the last has all its children.
 *
 * @param count how many
 * @param standing how many others stand there
 * @param processor seconds of a processor that the operator took meanwhile
 */
record Creation(int count, int standing, Duration time, double processor) {

    static Creation of(Scene scene, List<String> names, int standing)
            throws IOException, InterruptedException, ExecutionException {
        Component process = scene.operator().process();
        double before = process.processorSeconds();
        Duration time = scene.createAtOnce(names);
        return new Creation(names.size(), standing, time, process.processorSeconds() - before);
    }

    /** How many times as long as another took. */
    double ratioTo(Duration other) {
        return (double) time.toNanos() / other.toNanos();
    }

    static String header() {
        return """
        | created at once | other streams | until the last has its children | processor time of the operator |
        |---|---|---|---|
        """;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %,d | %,d | %.1f s | %.1f s |%n",
                count,
                standing,
                time.toMillis() / 1e3,
                processor);
    }
}
