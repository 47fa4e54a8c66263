package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the stream's pod runs. What is given replaces the administrator's choice of that field. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "!has(self.priorityClassName) || !self.priorityClassName.startsWith('system-')",
        message =
                "scheduling.priorityClassName must not be one of the cluster's own (system-...):"
                        + " these displace what keeps the cluster running")
@ValidationRule(
        value =
                "!has(self.priorityClassName) || self.priorityClassName.matches("
                        + Rules.OBJECT_NAME
                        + ")",
        message =
                "scheduling.priorityClassName must be the name of a priority class: lower-case"
                        + " letters, digits, '-' and '.'")
@ValidationRule(
        value = "!has(self.nodeSelector) || self.nodeSelector.size() <= 20",
        message = "scheduling.nodeSelector must have 20 labels at most")
@ValidationRule(
        value = "!has(self.tolerations) || self.tolerations.size() <= 20",
        message = "scheduling.tolerations must be 20 at most")
public record Scheduling(
        @JsonPropertyDescription(
                        "Priority class of the pod: which pods make room for others. Default: as"
                                + " the administrator configured.")
                @Size(min = 1, max = 253)
                @Nullable String priorityClassName,
        @JsonPropertyDescription(
                        "Labels a node must have to take the pod, 20 at most. Default: as the"
                                + " administrator configured.")
                @Nullable Map<String, String> nodeSelector,
        @JsonPropertyDescription(
                        "Taints of nodes that do not keep the pod away, 20 at most. Default: as the"
                                + " administrator configured.")
                @Nullable List<Toleration> tolerations) {

    static final Scheduling DEFAULT = new Scheduling(null, null, null);

    /** A taint the pod bears with. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value = "has(self.key) || (has(self.operator) && self.operator == 'Exists')",
            message = "a toleration without a key needs the operator Exists: it matches all taints")
    @ValidationRule(
            value = "!has(self.value) || !has(self.operator) || self.operator == 'Equal'",
            message = "a toleration with the operator Exists has no value")
    public record Toleration(
            @JsonPropertyDescription("Key of the taint. Default: any, with the operator Exists.")
                    @Size(min = 1, max = 317)
                    @Nullable String key,
            @JsonPropertyDescription(
                            "Equal: the taint has this value. Exists: whatever its value is."
                                    + " Default: Equal.")
                    @Nullable Operator operator,
            @JsonPropertyDescription("Value of the taint. Default: the empty one.") @Size(max = 63)
                    @Nullable String value,
            @JsonPropertyDescription("What the taint does. Default: any effect.")
                    @Nullable Effect effect,
            @JsonPropertyDescription(
                            "How many seconds a pod that runs already stays, with the effect"
                                    + " NoExecute. Default: for ever.")
                    @Nullable Long tolerationSeconds) {}

    /** How a taint's value is compared. */
    public enum Operator {
        Equal,
        Exists
    }

    /** Effects of taints. */
    public enum Effect {
        NoSchedule,
        PreferNoSchedule,
        NoExecute
    }
}
