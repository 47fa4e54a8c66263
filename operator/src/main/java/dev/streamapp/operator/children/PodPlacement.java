package dev.streamapp.operator.children;

import dev.streamapp.crds.Resources.Amounts;
import dev.streamapp.crds.Scheduling;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where a pod runs, what it may use and how it is pulled: the stream's choice over the
 * administrator's.
 */
final class PodPlacement {

    /** The pod, with where it runs and how it is pulled. */
    static PodSpec placed(PodSpec pod, Blueprint blueprint) {
        Scheduling own = blueprint.spec().scheduling();
        PodDefaults common = blueprint.settings().podDefaults();
        return new PodSpecBuilder(pod)
                .withPriorityClassName(
                        Optional.ofNullable(own.priorityClassName())
                                .or(() -> Optional.ofNullable(common.priorityClassName()))
                                .filter(name -> !name.isEmpty())
                                .orElse(null))
                .withNodeSelector(
                        new TreeMap<>(
                                Optional.ofNullable(own.nodeSelector())
                                        .orElse(common.nodeSelector())))
                .withTolerations(
                        Optional.ofNullable(own.tolerations())
                                .map(PodPlacement::tolerations)
                                .orElse(common.tolerations()))
                .withAffinity(common.affinity())
                .withTopologySpreadConstraints(common.topologySpreadConstraints())
                .withImagePullSecrets(common.imagePullSecrets())
                .build();
    }

    /** What the packager's container may use. */
    static ResourceRequirements resources(Blueprint blueprint) {
        ResourceRequirements common = blueprint.settings().podDefaults().resources();
        Amounts requests = blueprint.spec().resources().requests();
        Amounts limits = blueprint.spec().resources().limits();
        var resources = new ResourceRequirementsBuilder(common);
        resources.withRequests(over(common.getRequests(), requests));
        resources.withLimits(over(common.getLimits(), limits));
        return consistent(resources.build(), limits);
    }

    private static Map<String, Quantity> over(@Nullable Map<String, Quantity> common, Amounts own) {
        Map<String, Quantity> amounts = new TreeMap<>();
        Optional.ofNullable(common).ifPresent(amounts::putAll);
        Optional.ofNullable(own.cpu()).map(Quantity::new).ifPresent(q -> amounts.put("cpu", q));
        Optional.ofNullable(own.memory())
                .map(Quantity::new)
                .ifPresent(q -> amounts.put("memory", q));
        return amounts;
    }

    /** A stream that names only one of request and limit must not fall foul of the other. */
    private static ResourceRequirements consistent(ResourceRequirements both, Amounts ownLimits) {
        both.getLimits()
                .forEach((name, limit) -> {
                    Quantity request = both.getRequests().get(name);
                    if (request == null
                            || request.getNumericalAmount().compareTo(limit.getNumericalAmount())
                                    <= 0) {
                        return;
                    }
                    boolean limitIsOwn =
                            name.equals("cpu")
                                    ? ownLimits.cpu() != null
                                    : ownLimits.memory() != null;
                    if (limitIsOwn) {
                        both.getRequests().put(name, limit);
                    } else {
                        both.getLimits().replace(name, request);
                    }
                });
        return both;
    }

    private static List<Toleration> tolerations(List<Scheduling.Toleration> own) {
        return own.stream()
                .map(toleration ->
                        new TolerationBuilder()
                                .withKey(toleration.key())
                                .withOperator(name(toleration.operator()))
                                .withValue(toleration.value())
                                .withEffect(name(toleration.effect()))
                                .withTolerationSeconds(toleration.tolerationSeconds())
                                .build())
                .toList();
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private PodPlacement() {}
}
