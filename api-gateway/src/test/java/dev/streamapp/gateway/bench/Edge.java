package dev.streamapp.gateway.bench;

import java.util.Locale;

/**
 * The edge's questions on one core.
 *
 * @param cores that the gateway used on average: near 1 it was the limit
 * @param memory resident afterwards, MiB
 */
record Edge(EdgeLoad.Answers answers, double cores, long memory) {

    String row() {
        return String.format(
                Locale.ROOT,
                "| %,.0f | %.1f ms | %.1f ms | %d | %.0f %% | %d MiB |%n",
                answers.perSecond(),
                answers.median(),
                answers.slowest(),
                answers.failed(),
                100 * cores,
                memory);
    }
}
