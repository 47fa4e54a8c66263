package dev.streamapp.operator.children;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/** Keeps the node from being drained under a stream that is on air. */
public final class DisruptionBudget {

    /** The budget. */
    public static PodDisruptionBudget build(Blueprint blueprint) {
        var stream = blueprint.stream();
        return new PodDisruptionBudgetBuilder()
                .withMetadata(ChildMetadata.owned(stream, Names.disruptionBudget(stream)))
                .withNewSpec()
                .withMaxUnavailable(new IntOrString(0))
                // a pod that does not work holds up nobody
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(Names.selector(stream))
                .endSelector()
                .endSpec()
                .build();
    }

    private DisruptionBudget() {}
}
