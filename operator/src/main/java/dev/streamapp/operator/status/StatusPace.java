package dev.streamapp.operator.status;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.crds.Media;
import dev.streamapp.crds.StoredRecording;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a status is written. What a user would act on is written at once; drifting figures
 * and wordings at most once in ten minutes, for the bit rate of a thousand streams on air moves all
 * the time, and who wants it as it is reads the metrics. What comes true on the way to being ready
 * is told together.
 */
public final class StatusPace {

    private static final Duration BETWEEN_DRIFTS = Duration.ofMinutes(10);

    /** A link that turns poor is news, but one that falls back at once must not make a noise. */
    private static final Duration BETWEEN_LINKS = Duration.ofMinutes(1);

    /** Volume and pod come within moments of each other. */
    private static final Duration LONGEST_STEP = Duration.ofSeconds(1);

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

    /** By uid, since when something that has come true is not told. */
    private final ConcurrentMap<String, Instant> steps = new ConcurrentHashMap<>();

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
            steps.remove(uid);
            return new Pace.Unchanged();
        }
        Instant now = clock.instant();
        boolean drifts = before != null && essence(before).equals(essence(after));
        boolean sameLink = before != null && Objects.equals(before.link(), after.link());
        // who wrote the status that stands there did so before this operator began
        Instant last = written.computeIfAbsent(uid, _ -> now);
        Instant next = last;
        if (drifts) {
            next = last.plus(sameLink ? BETWEEN_DRIFTS : BETWEEN_LINKS);
        } else if (before != null && isStep(before, after)) {
            next = steps.computeIfAbsent(uid, _ -> now).plus(LONGEST_STEP);
        }
        if (now.isBefore(next)) {
            return new Pace.Later(Duration.between(now, next));
        }
        written.put(uid, now);
        steps.remove(uid);
        return new Pace.Now();
    }

    /** The stream is gone. */
    public void forget(String uid) {
        written.remove(uid);
        steps.remove(uid);
    }

    /** Of a stream that starts, and can be published to no sooner and nowhere else by that. */
    private static boolean isStep(LiveStreamStatus before, LiveStreamStatus after) {
        return before.phase() == Phase.Starting
                && after.phase() == Phase.Starting
                && Objects.equals(before.observedGeneration(), after.observedGeneration())
                && Objects.equals(before.ingestUrl(), after.ingestUrl())
                && Objects.equals(before.port(), after.port())
                && ready(before).equals(ready(after));
    }

    private static Optional<Condition.Status> ready(LiveStreamStatus status) {
        return status.condition(Ready.TYPE).map(Condition::status);
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
        return new LiveStreamStatus(
                status.phase(),
                status.observedGeneration(),
                conditions,
                status.ingestUrl(),
                status.hlsUrl(),
                status.port(),
                status.startTime(),
                essence(status.media()),
                null,
                essence(status.recordings()));
    }

    /** That one begins, ends or goes is news; how long it is still kept is not. */
    private static @Nullable List<StoredRecording> essence(
            @Nullable List<StoredRecording> recordings) {
        return recordings == null
                ? null
                : recordings.stream()
                        .map(kept ->
                                new StoredRecording(
                                        kept.id(), null, null, null, kept.ongoing(), null))
                        .toList();
    }

    /** A first bit rate is news, another one is not. */
    private static @Nullable Media essence(@Nullable Media media) {
        return media == null
                ? null
                : new Media(
                        media.summary(),
                        media.bitrate() == null ? null : 0L,
                        media.video(),
                        media.audio());
    }
}
