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
                        "NodePort: on every node's address; LoadBalancer: on a load balancer's;"
                                + " HostPort: on the address of the pod's node, in namespaces whose"
                                + " Pod Security level is privileged; UDPRoute: on the address of the"
                                + " administrator's Gateway (Gateway API), not for rtmp; ClusterIP:"
                                + " inside the cluster only. The administrator decides which are"
                                + " allowed. Default: the administrator's choice.")
                @Nullable Type type) {

    static final Exposure DEFAULT = new Exposure(null);

    /** Ways in from outside. */
    public enum Type {
        NodePort,
        LoadBalancer,
        HostPort,
        UDPRoute,
        ClusterIP
    }
}
