package dev.streamapp.operator.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Streams created at once, until the last has all its children.
 *
 * @param count how many
 * @param standing how many others stand there
 */
record Creation(int count, int standing, Duration time) {

    static Creation of(Scene scene, List<String> names, int standing)
            throws InterruptedException, ExecutionException {
        return new Creation(names.size(), standing, scene.createAtOnce(names));
    }

    /** How many times as long as another took. */
    double ratioTo(Duration other) {
        return (double) time.toNanos() / other.toNanos();
    }

    static String header() {
        return """
        | created at once | other streams | until the last has its children |
        |---|---|---|
        """;
    }

    String row() {
        return String.format(
                Locale.ROOT, "| %,d | %,d | %.1f s |%n", count, standing, time.toMillis() / 1e3);
    }
}
