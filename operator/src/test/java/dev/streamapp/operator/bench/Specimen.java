package dev.streamapp.operator.bench;

import dev.streamapp.operator.children.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The children that the operator made for one stream, to be copied by others.
 *
 * @param children without what the API server and other controllers added
 */
record Specimen(List<HasMetadata> children) {

    /** Nothing else in the children may be called so. */
    static final String NAME = "specimen";

    /** Instead of the operator's own label, so that it does not take the copies for its own. */
    static final Map<String, String> LABEL = Map.of("app.kubernetes.io/managed-by", "bench");

    /** The kinds of children there are. */
    static final List<Class<? extends HasMetadata>> KINDS =
            List.of(
                    PersistentVolumeClaim.class,
                    Service.class,
                    Secret.class,
                    Deployment.class,
                    NetworkPolicy.class);

    static Specimen of(KubernetesClient admin) {
        return new Specimen(
                KINDS.stream().flatMap(kind -> children(admin, kind)).map(Specimen::bare).toList());
    }

    private static Stream<HasMetadata> children(
            KubernetesClient admin, Class<? extends HasMetadata> kind) {
        return admin
                .resources(kind)
                .inNamespace(Furniture.STREAMS)
                .withLabel(Names.STREAM_LABEL, NAME)
                .list()
                .getItems()
                .stream()
                .map(HasMetadata.class::cast);
    }

    private static HasMetadata bare(HasMetadata child) {
        child.setMetadata(
                new ObjectMetaBuilder()
                        .withName(child.getMetadata().getName())
                        .withNamespace(child.getMetadata().getNamespace())
                        .withLabels(child.getMetadata().getLabels())
                        .build());
        switch (child) {
            case Service service -> {
                service.setStatus(null);
                service.getSpec().setClusterIP(null);
                service.getSpec().setClusterIPs(null);
            }
            case Deployment deployment -> deployment.setStatus(null);
            case PersistentVolumeClaim claim -> {
                claim.setStatus(null);
                claim.getSpec().setVolumeName(null);
            }
            default -> {
                // nobody adds to these
            }
        }
        return child;
    }

    /** The children that a stream of another name would have, but for their label. */
    List<HasMetadata> copies(String name, int nodePort) {
        return children.stream()
                .map(child ->
                        (HasMetadata)
                                Serialization.unmarshal(
                                        Serialization.asJson(child).replace(NAME, name)))
                .peek(copy -> {
                    copy.getMetadata().getLabels().putAll(LABEL);
                    if (copy instanceof Service service
                            && "NodePort".equals(service.getSpec().getType())) {
                        service.getSpec().getPorts().forEach(port -> port.setNodePort(nodePort));
                    }
                })
                .toList();
    }
}
