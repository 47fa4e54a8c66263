package dev.streamapp.operator.packager;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.streamapp.crds.Media;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a packager's {@code /status/watch}.
 *
 * @param state what it does
 * @param since since when (RFC 3339)
 * @param onAirSince start of the present time on air; null off air
 * @param listening whether a publisher could connect
 * @param media what the publisher sends; null off air
 * @param recordings the newest, oldest first
 * @param problems what is wrong, the worst first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PackagerReport(
        State state,
        @Nullable String since,
        @Nullable String onAirSince,
        boolean listening,
        @Nullable Media media,
        List<Kept> recordings,
        List<Complaint> problems) {

    /** The packager's own words for what it does. */
    public enum State {
        /** Does not listen yet. */
        Starting,
        /** Listens; nobody publishes. */
        Waiting,
        /** Somebody publishes. */
        OnAir,
        /** The publisher is away, for less than the reconnect window. */
        Reconnecting,
        /** Cannot work; the problems say why. */
        Failing
    }

    /** One thing that is wrong. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Complaint(String reason, String message) {}

    /**
     * A recording.
     *
     * @param seconds its duration; null while it goes on, like its bytes
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Kept(
            String id,
            @Nullable String start,
            @Nullable Long seconds,
            @Nullable Long bytes,
            @Nullable Boolean ongoing) {}

    /** Absent problems are none, and so are absent recordings. */
    public PackagerReport {
        recordings = recordings == null ? List.of() : List.copyOf(recordings);
        problems = problems == null ? List.of() : List.copyOf(problems);
    }
}
