package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How the ingest port is reached. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Exposure(
        @JsonPropertyDescription(
                        "NodePort: on every node's address; LoadBalancer: an address of its own;"
                                + " ClusterIP: inside the cluster only. The administrator decides"
                                + " which are allowed. Default: the administrator's choice.")
                @Nullable Type type) {

    static final Exposure DEFAULT = new Exposure(null);

    /** Type of the ingest Service. */
    public enum Type {
        NodePort,
        LoadBalancer,
        ClusterIP
    }
}
