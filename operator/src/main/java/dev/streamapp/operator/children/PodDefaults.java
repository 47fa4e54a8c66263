package dev.streamapp.operator.children;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator chose for the pods of all streams. A stream may choose its own resources,
 * priority class, node selector and tolerations; how streams share the nodes with each other
 * (affinity, spread) is the administrator's alone.
 *
 * @param resources of the packager's container
 * @param priorityClassName priority class; null or empty: the cluster's default
 * @param nodeSelector labels of the nodes
 * @param tolerations taints that do not matter
 * @param affinity affinity; null: none
 * @param topologySpreadConstraints how pods are spread
 * @param imagePullSecrets Secrets, in the namespace of each stream, to pull images with
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PodDefaults(
        ResourceRequirements resources,
        @Nullable String priorityClassName,
        Map<String, String> nodeSelector,
        List<Toleration> tolerations,
        @Nullable Affinity affinity,
        List<TopologySpreadConstraint> topologySpreadConstraints,
        List<LocalObjectReference> imagePullSecrets) {

    private static final ResourceRequirements RESOURCES =
            new ResourceRequirementsBuilder()
                    .addToRequests("cpu", new Quantity("20m"))
                    .addToRequests("memory", new Quantity("64Mi"))
                    .addToLimits("memory", new Quantity("128Mi"))
                    .build();

    /** Without any choice of the administrator's. */
    public static final PodDefaults NONE =
            new PodDefaults(RESOURCES, null, Map.of(), List.of(), null, List.of(), List.of());

    /** What is not given has its default. */
    public PodDefaults {
        resources = resources == null ? RESOURCES : resources;
        nodeSelector = nodeSelector == null ? Map.of() : nodeSelector;
        tolerations = tolerations == null ? List.of() : tolerations;
        topologySpreadConstraints =
                topologySpreadConstraints == null ? List.of() : topologySpreadConstraints;
        imagePullSecrets = imagePullSecrets == null ? List.of() : imagePullSecrets;
    }
}
