package dev.streamapp.operator.status;

import dev.streamapp.crds.Condition;
import java.util.Optional;

/** Whether a change of the pod waits for its moment; present only then. */
final class UpdatePending {

    static final String TYPE = "UpdatePending";

    private UpdatePending() {}

    static Optional<Verdict> of(Findings findings) {
        return Optional.ofNullable(findings.pending())
                .map(pending ->
                        new Verdict(
                                TYPE, Condition.Status.True, pending.reason(), pending.message()));
    }
}
