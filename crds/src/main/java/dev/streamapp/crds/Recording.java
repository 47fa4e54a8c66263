package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Whether what is on air is kept, how long and how much of it. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Rules.RETENTION,
        message = "recording.retention must be a duration from 1m to 8760h, such as 168h")
@ValidationRule(
        value =
                "!has(self.maxSize) || (isQuantity(self.maxSize)"
                        + " && quantity(self.maxSize).compareTo(quantity('16Mi')) >= 0)",
        message = "recording.maxSize must be a quantity of bytes of at least 16Mi, such as 20Gi")
public record Recording(
        @JsonPropertyDescription(
                        "true keeps what is on air, to be replayed and downloaded; a stream that is"
                                + " suspended then keeps a pod that serves its recordings. Changing"
                                + " it restarts the pod. Default: false.")
                @Default("false")
                Boolean enabled,
        @JsonPropertyDescription(
                        "How long each moment is kept after it was on air: a duration from 1m to"
                                + " 8760h. Default: 168h, a week.")
                @Default(Recording.DEFAULT_RETENTION)
                @Size(max = Rules.DURATION_LENGTH)
                String retention,
        @JsonPropertyDescription(
                        "How large all recordings of the stream may be together, as a quantity of"
                                + " bytes; beyond it the oldest are deleted. At least 128Mi less"
                                + " than storage.size. An hour at 2.5 Mbit/s is 1.1 GB. Default:"
                                + " three quarters of storage.size.")
                @Size(max = 20)
                @Nullable String maxSize) {

    static final String DEFAULT_RETENTION = "168h";

    /** Puts the schema's defaults where a manifest says nothing. */
    public Recording {
        enabled = Defaults.or(enabled, false);
        retention = Defaults.or(retention, DEFAULT_RETENTION);
    }
}
