package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import io.fabric8.generator.annotation.Required;

/** One aspect of a stream, as the Kubernetes API conventions define conditions. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(StatusFormats.class)
public record Condition(
        @JsonPropertyDescription("The aspect, such as Ready.") @Required String type,
        @JsonPropertyDescription("True, False or Unknown.") @Required Status status,
        @JsonPropertyDescription("One word for programs, such as WaitingForPublisher.") @Required
                String reason,
        @JsonPropertyDescription("A sentence for people that says what to do.") @Required
                String message,
        @JsonPropertyDescription("When status last changed (RFC 3339).") @Required
                String lastTransitionTime) {

    /** The three values a condition can have. */
    public enum Status {
        True,
        False,
        Unknown
    }
}
