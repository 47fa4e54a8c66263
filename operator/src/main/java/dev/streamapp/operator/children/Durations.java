package dev.streamapp.operator.children;

import java.text.ParseException;
import java.time.Duration;

/** Reads the duration strings of a LiveStream. */
public final class Durations {

    /**
     * Reads {@code 1m30s}.
     *
     * @throws IllegalArgumentException if it is no duration; the schema lets none such through
     */
    public static Duration parse(String text) {
        try {
            return io.fabric8.kubernetes.api.model.Duration.parse(text).getDuration();
        } catch (ParseException e) {
            throw new IllegalArgumentException("no duration: " + text, e);
        }
    }

    private Durations() {}
}
