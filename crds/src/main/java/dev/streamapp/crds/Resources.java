package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** CPU and memory of the packager's container. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Resources.AT_MOST_LIMIT_CPU,
        message = "resources.requests.cpu must not be more than resources.limits.cpu")
@ValidationRule(
        value = Resources.AT_MOST_LIMIT_MEMORY,
        message = "resources.requests.memory must not be more than resources.limits.memory")
public record Resources(
        @JsonPropertyDescription(
                        "What the scheduler keeps free for it. Default: as the administrator"
                                + " configured (20m and 64Mi unless configured otherwise).")
                @Default("{}")
                Amounts requests,
        @JsonPropertyDescription(
                        "What it may use at most; a pod that needs more memory is ended. Default:"
                                + " as the administrator configured (128Mi of memory unless"
                                + " configured otherwise).")
                @Default("{}")
                Amounts limits) {

    static final String AT_MOST_LIMIT_CPU =
            "!has(self.requests) || !has(self.limits) || !has(self.requests.cpu) ||"
                    + " !has(self.limits.cpu) || !isQuantity(self.requests.cpu) ||"
                    + " !isQuantity(self.limits.cpu) ||"
                    + " quantity(self.requests.cpu).compareTo(quantity(self.limits.cpu)) <= 0";
    static final String AT_MOST_LIMIT_MEMORY =
            "!has(self.requests) || !has(self.limits) || !has(self.requests.memory) ||"
                    + " !has(self.limits.memory) || !isQuantity(self.requests.memory) ||"
                    + " !isQuantity(self.limits.memory) ||"
                    + " quantity(self.requests.memory).compareTo(quantity(self.limits.memory)) <= 0";

    static final Resources DEFAULT = new Resources(Amounts.DEFAULT, Amounts.DEFAULT);

    /** Amounts of the two resources a packager needs. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value =
                    "!has(self.cpu) || (isQuantity(self.cpu) &&"
                            + " quantity(self.cpu).compareTo(quantity('1m')) >= 0)",
            message = "cpu must be a quantity of at least 1m (a thousandth of a core), such as 50m")
    @ValidationRule(
            value =
                    "!has(self.memory) || (isQuantity(self.memory) &&"
                            + " quantity(self.memory).compareTo(quantity('32Mi')) >= 0)",
            message = "memory must be a quantity of at least 32Mi, such as 96Mi")
    public record Amounts(
            @JsonPropertyDescription(
                            "Processor time: cores, or thousandths of a core such as 50m; at least"
                                    + " 1m. Default: as the administrator configured.")
                    @Size(max = 20)
                    @Nullable String cpu,
            @JsonPropertyDescription(
                            "Memory in bytes, such as 96Mi; at least 32Mi. Default: as the"
                                    + " administrator configured.")
                    @Size(max = 20)
                    @Nullable String memory) {

        static final Amounts DEFAULT = new Amounts(null, null);
    }

    /** Puts the schema's defaults where a manifest says nothing. */
    public Resources {
        requests = Defaults.or(requests, Amounts.DEFAULT);
        limits = Defaults.or(limits, Amounts.DEFAULT);
    }
}
