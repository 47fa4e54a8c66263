package dev.streamapp.operator.status;

import dev.streamapp.crds.Condition;
import dev.streamapp.operator.children.Names;
import java.util.Optional;

/** Whether the operator keeps its hands off the children; present only then. */
final class Paused {

    private Paused() {}

    static Optional<Verdict> of(Findings findings) {
        return Names.isPaused(findings.stream())
                ? Optional.of(
                        new Verdict(
                                "Paused",
                                Condition.Status.True,
                                "Annotated",
                                "Nothing that belongs to the stream is changed, whatever its spec says:"
                                        + " remove the annotation streamapp.dev/paused to go on."))
                : Optional.empty();
    }
}
