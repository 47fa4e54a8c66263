package dev.streamapp.operator.children;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the duration strings of a LiveStream: numbers, also with a fraction, each with its unit, as
 * in Kubernetes and Go.
 */
public final class Durations {

    private static final Pattern TERM = Pattern.compile("([0-9]+(?:[.][0-9]+)?)(ms|s|m|h)");
    private static final Pattern WHOLE = Pattern.compile("(?:" + TERM.pattern() + ")+");

    /**
     * Reads {@code 1m30s} or {@code 1.5s}, to the millisecond.
     *
     * @throws IllegalArgumentException if it is no duration; the schema lets none such through
     */
    public static Duration parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("no duration: " + text);
        }
        BigDecimal millis = BigDecimal.ZERO;
        Matcher term = TERM.matcher(text);
        while (term.find()) {
            var unit = BigDecimal.valueOf(millis(term.group(2)));
            millis = millis.add(new BigDecimal(term.group(1)).multiply(unit));
        }
        return Duration.ofMillis(millis.longValue());
    }

    private static long millis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            default -> 3_600_000;
        };
    }

    private Durations() {}
}
