package dev.streamapp.packager;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads values out of environment variables, and complains of them by name. */
record Environment(Map<String, String> variables) {
    private static final Pattern DURATION =
            Pattern.compile("(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?(?:([0-9]+)ms)?");

    @Nullable String find(String name) {
        return variables.get(name);
    }

    String text(String name, String fallback) {
        return variables.getOrDefault(name, fallback);
    }

    String required(String name) {
        String value = variables.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " must be set");
        }
        return value;
    }

    Duration duration(String name, String fallback) {
        String text = text(name, fallback);
        Matcher matcher = DURATION.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException(
                    name + " is '" + text + "'; write a duration such as 200ms, 2s or 1m30s");
        }
        return Duration.ofHours(group(matcher, 1))
                .plusMinutes(group(matcher, 2))
                .plusSeconds(group(matcher, 3))
                .plusMillis(group(matcher, 4));
    }

    private static long group(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }

    int number(String name, int fallback, int least, int most) {
        String text = variables.get(name);
        if (text == null) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                "%s is '%s'; it must be a number from %d to %d".formatted(name, text, least, most));
    }

    boolean flag(String name) {
        return switch (text(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false");
        };
    }

    /** The first of the choices where none is made. */
    String oneOf(String name, String... choices) {
        String text = text(name, choices[0]);
        if (!List.of(choices).contains(text)) {
            throw new IllegalArgumentException(
                    "%s is '%s'; it must be %s"
                            .formatted(name, text, String.join(" or ", choices)));
        }
        return text;
    }

    /** Never prints what it holds. */
    @Override
    public String toString() {
        return variables.size() + " variables";
    }
}
