package dev.streamapp.operator.apply;

import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.DisruptionBudget;
import dev.streamapp.operator.children.DrainPolicy;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.children.StreamNetworkPolicy;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.packager.Heard;
import dev.streamapp.operator.packager.PackagerReport;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** Applies what protects a stream: from strangers, and from a drain of its node. */
final class Guards {

    private final ChildKind<NetworkPolicy> networkPolicies;
    private final ChildKind<PodDisruptionBudget> budgets;

    Guards(KubernetesClient client, ChildInformers informers) {
        this.networkPolicies = new ChildKind<>(client, informers.networkPolicies());
        this.budgets = new ChildKind<>(client, informers.disruptionBudgets());
    }

    /** Applies or removes what keeps strangers out; says what stands in the way. */
    Optional<Problem> network(Blueprint blueprint) {
        var stream = blueprint.stream();
        Optional<NetworkPolicy> wanted = StreamNetworkPolicy.build(blueprint);
        if (wanted.isEmpty()) {
            networkPolicies.delete(stream, Names.networkPolicy(stream));
            return Optional.empty();
        }
        return networkPolicies.apply(stream, wanted.get());
    }

    /** Applies or removes what holds up a drain; says what stands in the way. */
    Optional<Problem> drain(Blueprint blueprint, Evidence evidence) {
        var stream = blueprint.stream();
        if (blueprint.settings().drainPolicy() == DrainPolicy.Block && onAir(evidence)) {
            return budgets.apply(stream, DisruptionBudget.build(blueprint));
        }
        // as long as the packager is not heard, it may be on air
        boolean unknown = evidence.pod().isPresent() && !(evidence.heard() instanceof Heard.Said);
        if (blueprint.settings().drainPolicy() == DrainPolicy.Allow || !unknown) {
            budgets.delete(stream, Names.disruptionBudget(stream));
        }
        return Optional.empty();
    }

    private static boolean onAir(Evidence evidence) {
        return evidence.heard() instanceof Heard.Said(PackagerReport report)
                && (report.state() == PackagerReport.State.OnAir
                        || report.state() == PackagerReport.State.Reconnecting);
    }
}
