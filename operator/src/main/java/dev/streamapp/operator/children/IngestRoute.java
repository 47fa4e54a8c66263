package dev.streamapp.operator.children;

import dev.streamapp.crds.Exposure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.BackendRefBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReferenceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The way from the administrator's Gateway to the ingest Service, by the port alone. */
public final class IngestRoute {

    /** API group of Gateways and their routes. */
    public static final String GROUP = "gateway.networking.k8s.io";

    /** Its kind. */
    public static final String KIND = "UDPRoute";

    /**
     * The UDPRoute; none where publishers come in otherwise.
     *
     * @param version the version of the API that the cluster serves: the older one goes away
     */
    public static Optional<GenericKubernetesResource> build(Blueprint blueprint, String version) {
        return Optional.ofNullable(blueprint.door())
                .filter(door -> door.exposure() == Exposure.Type.UDPRoute)
                .map(door -> build(blueprint, version, door.port()));
    }

    private static GenericKubernetesResource build(Blueprint blueprint, String version, int port) {
        var stream = blueprint.stream();
        SharedGateway gateway = Objects.requireNonNull(blueprint.settings().gateway());
        var parent =
                new ParentReferenceBuilder()
                        .withNamespace(gateway.namespace())
                        .withName(gateway.name())
                        .withPort(port)
                        .build();
        var backend =
                new BackendRefBuilder()
                        .withName(Names.ingestService(stream))
                        .withPort(port)
                        .build();
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(GROUP + "/" + version)
                .withKind(KIND)
                .withMetadata(ChildMetadata.owned(stream, Names.ingestRoute(stream)))
                // sorted, so that equal children are written alike
                .addToAdditionalProperties(
                        "spec",
                        new TreeMap<>(
                                Map.of(
                                        "parentRefs", List.of(parent),
                                        "rules", List.of(Map.of("backendRefs", List.of(backend))))))
                .build();
    }

    private IngestRoute() {}
}
