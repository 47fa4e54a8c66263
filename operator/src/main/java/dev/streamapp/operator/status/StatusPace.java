package dev.streamapp.operator.status;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.Media;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a status is written. What a user would act on is written at once; drifting figures
 * and wordings at most once a minute.
 */
public final class StatusPace {

    private static final Duration BETWEEN_DRIFTS = Duration.ofMinutes(1);

    /** What to do with a status. */
    public sealed interface Pace {

        /** It says nothing new. */
        record Unchanged() implements Pace {}

        /** Write it. */
        record Now() implements Pace {}

        /** Not before this has passed. */
        record Later(Duration delay) implements Pace {}
    }

    private final Clock clock;
    private final ConcurrentMap<String, Instant> written = new ConcurrentHashMap<>();

    public StatusPace(Clock clock) {
        this.clock = clock;
    }

    /**
     * Decides, and notes the time if the answer is now.
     *
     * @param uid uid of the stream
     * @param before the status as it stands; null if there is none
     * @param after the status as it should be
     */
    public Pace of(String uid, @Nullable LiveStreamStatus before, LiveStreamStatus after) {
        if (after.equals(before)) {
            return new Pace.Unchanged();
        }
        Instant now = clock.instant();
        Instant next = written.getOrDefault(uid, Instant.MIN).plus(BETWEEN_DRIFTS);
        boolean drifts = before != null && essence(before).equals(essence(after));
        if (drifts && now.isBefore(next)) {
            return new Pace.Later(Duration.between(now, next));
        }
        written.put(uid, now);
        return new Pace.Now();
    }

    /** The stream is gone. */
    public void forget(String uid) {
        written.remove(uid);
    }

    private static LiveStreamStatus essence(LiveStreamStatus status) {
        List<Condition> conditions =
                status.conditions().stream()
                        .map(condition ->
                                new Condition(
                                        condition.type(),
                                        condition.status(),
                                        condition.reason(),
                                        "",
                                        condition.lastTransitionTime()))
                        .toList();
        Media media = status.media();
        return new LiveStreamStatus(
                status.phase(),
                status.observedGeneration(),
                conditions,
                status.ingestUrl(),
                status.hlsUrl(),
                status.port(),
                status.startTime(),
                media == null
                        ? null
                        : new Media(media.summary(), null, media.video(), media.audio()),
                null);
    }
}
