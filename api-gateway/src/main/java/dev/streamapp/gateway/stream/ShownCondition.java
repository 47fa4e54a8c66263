package dev.streamapp.gateway.stream;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStream;
import java.util.Comparator;
import java.util.List;

/**
 * A condition as people read it.
 *
 * @param complains whether it asks for something to be done
 */
record ShownCondition(String type, String reason, String message, String since, boolean complains) {

    /** A stream's conditions, what to act on first. */
    static List<ShownCondition> of(LiveStream stream) {
        boolean stopped = stream.getSpec().suspend();
        return StreamView.statusOf(stream).conditions().stream()
                .map(condition -> of(condition, stopped))
                .sorted(Comparator.comparing(shown -> !shown.complains()))
                .toList();
    }

    private static ShownCondition of(Condition condition, boolean stopped) {
        return new ShownCondition(
                condition.type(),
                condition.reason(),
                condition.message(),
                condition.lastTransitionTime(),
                complains(condition, stopped));
    }

    private static boolean complains(Condition condition, boolean stopped) {
        return switch (condition.type()) {
            // nobody publishes to what is switched off
            case "Ingesting" -> !stopped && condition.status() != Condition.Status.True;
            case "Ready", "StorageReady" -> condition.status() != Condition.Status.True;
            default -> condition.status() == Condition.Status.True;
        };
    }
}
