package dev.streamapp.gateway.viewing;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.gateway.viewing.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why a stream may not play; the nearest cause first. */
final class Diagnosis {

    /** A playlist whose end is older than this many target durations shows a standing picture. */
    private static final int STALE_TARGETS = 3;

    /** Clocks of node and publisher may differ by this much without harm. */
    private static final double FUTURE_SECONDS = 5;

    private final List<Finding> findings = new ArrayList<>();

    /**
     * Explains; an empty list means that nothing is wrong up to the edge.
     *
     * @param playlist null when it could not be read
     */
    static List<Finding> of(
            LiveStream stream, Packagers.Answer answer, @Nullable PlaylistFacts playlist) {
        var diagnosis = new Diagnosis();
        diagnosis.state(stream);
        diagnosis.playlist(stream, answer, playlist);
        return List.copyOf(diagnosis.findings);
    }

    private void state(LiveStream stream) {
        if (stream.getSpec().suspend()) {
            say(Kind.STOPPED, stream.getMetadata().getName());
        }
        LiveStreamStatus status =
                Optional.ofNullable(stream.getStatus()).orElseGet(LiveStreamStatus::unknown);
        if (status.phase() == null) {
            say(Kind.NOT_SEEN, null);
        } else if (status.phase() == Phase.Starting) {
            say(Kind.NOBODY_PUBLISHES, null);
        }
        for (Condition condition : status.conditions()) {
            if (isComplaint(condition)) {
                say(Kind.CONDITION, condition.message());
            }
        }
    }

    private static boolean isComplaint(Condition condition) {
        return switch (condition.type()) {
            case "Ready", "StorageReady", "Ingesting" ->
                    condition.status() == Condition.Status.False;
            case "KeyframeIntervalTooLong" -> condition.status() == Condition.Status.True;
            default -> false;
        };
    }

    private void playlist(
            LiveStream stream, Packagers.Answer answer, @Nullable PlaylistFacts playlist) {
        if (stream.getSpec().suspend()) {
            return;
        }
        if (answer.code() == 0) {
            say(Kind.NO_PACKAGER, answer.text());
        } else if (playlist == null) {
            say(Kind.NO_PLAYLIST, answer.code());
        } else {
            age(playlist);
        }
    }

    private void age(PlaylistFacts playlist) {
        Double age = playlist.newestPartAge();
        Long target = playlist.targetDuration();
        if (age == null || target == null) {
            say(Kind.NO_TIME, null);
        } else if (age > STALE_TARGETS * target) {
            say(Kind.STANDS_STILL, age);
        } else if (age < -FUTURE_SECONDS) {
            say(Kind.FUTURE, -age);
        }
    }

    private void say(Kind kind, @Nullable Object argument) {
        findings.add(new Finding(kind, argument));
    }
}
