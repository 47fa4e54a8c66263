package dev.streamapp.gateway.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A storm of log-ins.
 *
 * @param first of its beginning, when the gateway has just started
 * @param answers afterwards
 * @param memory resident afterwards, MiB
 */
record Storm(LogInStorm.Answers first, LogInStorm.Answers answers, long memory) {

    /** How long its beginning is. */
    static final Duration FIRST = Duration.ofSeconds(10);

    String row() {
        return String.format(
                Locale.ROOT,
                "| %.0f ms | %.0f ms | %.0f ms | %.0f ms | %s | %s | %d MiB |%n",
                first.percentile(0.99),
                answers.percentile(0.5),
                answers.percentile(0.99),
                answers.times().getLast(),
                list(answers.calls()),
                list(answers.logIns()),
                memory);
    }

    private static String list(Map<Integer, Integer> counts) {
        return counts.entrySet().stream()
                .map(count ->
                        count.getValue()
                                + " × "
                                + (count.getKey() == 0 ? "no answer" : count.getKey()))
                .collect(Collectors.joining(", "));
    }
}
