package dev.streamapp.gateway.stream;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The status words of the API. */
public enum StreamStatus {
    /** Initialising, or waiting for a publisher. */
    STARTING,
    /** On air. */
    RUNNING,
    /** Switched off. */
    STOPPED,
    /** Cannot work; the conditions say why. */
    ERROR;

    /** As the API writes it: {@code running}. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The word for what is observed. */
    public static StreamStatus of(@Nullable Phase phase) {
        return switch (phase) {
            case Running -> RUNNING;
            case Stopped -> STOPPED;
            case Error -> ERROR;
            case Starting -> STARTING;
            // nobody has looked at it yet
            case null -> STARTING;
        };
    }
}
