package dev.streamapp.operator.children;

import dev.streamapp.crds.Exposure;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import java.util.Arrays;
import java.util.Optional;

/** Where publishers send to. Its port is the memory of which port a stream has. */
public final class IngestService {

    private static final String EXPOSURE = "streamapp.dev/exposure";

    /** The Service; none where nobody comes in. */
    public static Optional<Service> build(Blueprint blueprint) {
        return Optional.ofNullable(blueprint.door()).map(door -> build(blueprint, door));
    }

    private static Service build(Blueprint blueprint, Blueprint.Door door) {
        var port =
                new ServicePortBuilder()
                        .withName(door.protocol().scheme())
                        .withProtocol(door.protocol().transport())
                        .withPort(door.port())
                        .withNewTargetPort(door.protocol().podPort());
        if (door.exposure() == Exposure.Type.NodePort) {
            port.withNodePort(door.port());
        }
        return new ServiceBuilder()
                .withMetadata(metadata(blueprint, door))
                .withNewSpec()
                .withType(type(door.exposure()))
                .withLoadBalancerClass(
                        door.exposure() == Exposure.Type.LoadBalancer
                                ? blueprint.settings().loadBalancing().className()
                                : null)
                .withSelector(Names.selector(blueprint.stream()))
                // a pod that has no publisher yet must be reached by the first one
                .withPublishNotReadyAddresses(true)
                .withPorts(port.build())
                .endSpec()
                .build();
    }

    private static ObjectMeta metadata(Blueprint blueprint, Blueprint.Door door) {
        var stream = blueprint.stream();
        var metadata =
                new ObjectMetaBuilder(ChildMetadata.owned(stream, Names.ingestService(stream)));
        if (door.exposure() == Exposure.Type.LoadBalancer) {
            metadata.addToAnnotations(blueprint.settings().loadBalancing().annotations());
        }
        return metadata.addToAnnotations(EXPOSURE, door.exposure().name()).build();
    }

    /** A port of the node, or of a Gateway, is not the Service's: that only remembers it. */
    private static String type(Exposure.Type exposure) {
        return switch (exposure) {
            case NodePort, LoadBalancer, ClusterIP -> exposure.name();
            case HostPort, UDPRoute -> "ClusterIP";
        };
    }

    /** How an existing ingest Service is reached. */
    public static Exposure.Type exposureOf(Service service) {
        return Optional.ofNullable(service.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(EXPOSURE))
                .map(Exposure.Type::valueOf)
                .orElseGet(() -> Exposure.Type.valueOf(service.getSpec().getType()));
    }

    /** The way in that an existing ingest Service is. */
    public static Optional<Blueprint.Door> doorOf(Service service) {
        return service.getSpec().getPorts().stream()
                .flatMap(port ->
                        protocolOf(port)
                                .map(protocol ->
                                        new Blueprint.Door(
                                                exposureOf(service), protocol, port.getPort()))
                                .stream())
                .findFirst();
    }

    private static Optional<IngestProtocol> protocolOf(ServicePort port) {
        return Arrays.stream(IngestProtocol.values())
                .filter(protocol -> protocol.scheme().equals(port.getName()))
                .findFirst();
    }

    private IngestService() {}
}
