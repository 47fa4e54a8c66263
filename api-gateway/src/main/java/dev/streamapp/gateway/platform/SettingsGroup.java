package dev.streamapp.gateway.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings that belong together, as the page of settings shows them. Each feature tells its own.
 *
 * @param name the group's text is {@code admin.settings.group.NAME}
 */
public record SettingsGroup(String name, List<Fact> facts) {

    /** The part of the page that shows a group, which is its attribute {@code group}. */
    public static final String VIEW = "admin/settings-group :: group";

    /** How a value is shown. */
    public enum Kind {
        TEXT,
        /** One of {@code admin.settings.value.*}. */
        WORD,
        HOURS,
        SECONDS,
        TIME
    }

    /**
     * A setting, or something observed.
     *
     * @param name the fact's text is {@code admin.settings.fact.NAME}
     * @param value never a secret; null means not set
     * @param helm the chart's value that sets it; empty where none does
     */
    public record Fact(String name, Kind kind, @Nullable String value, String helm) {

        /** Something to read as it is. */
        public static Fact text(String name, @Nullable Object value, String helm) {
            String text = value == null ? "" : value.toString();
            return new Fact(name, Kind.TEXT, text.isBlank() ? null : text, helm);
        }

        /** What is so, or is not. */
        public static Fact flag(String name, boolean value) {
            return new Fact(name, Kind.WORD, value ? "yes" : "no", "");
        }

        /** In hours where these are whole ones. */
        public static Fact span(String name, Duration value, String helm) {
            return value.equals(Duration.ofHours(value.toHours()))
                    ? new Fact(name, Kind.HOURS, Long.toString(value.toHours()), helm)
                    : new Fact(name, Kind.SECONDS, Long.toString(value.toSeconds()), helm);
        }

        public static Fact time(String name, Instant value) {
            return new Fact(name, Kind.TIME, value.toString(), "");
        }
    }
}
