package dev.streamapp.operator.campaign;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything a stream can have in its namespace: the objects of each kind that {@code rbac.yaml}
 * lets the operator create, so that a new kind of child is looked at without being named here.
 */
final class Inventory {

    private static final Path ROLES = Path.of("rbac.yaml");

    private final KubernetesClient admin;
    private final List<ResourceDefinitionContext> kinds;

    Inventory(KubernetesClient admin) throws IOException {
        this.admin = admin;
        this.kinds =
                Stream.of(Files.readString(ROLES).split("(?m)^---$"))
                        .map(text -> (Object) Serialization.unmarshal(text))
                        .filter(ClusterRole.class::isInstance)
                        .flatMap(role -> ((ClusterRole) role).getRules().stream())
                        .filter(rule -> rule.getVerbs().contains("create"))
                        .flatMap(this::kinds)
                        .toList();
    }

    private Stream<ResourceDefinitionContext> kinds(PolicyRule rule) {
        String group = rule.getApiGroups().getFirst();
        String version =
                group.isEmpty()
                        ? "v1"
                        : admin.getApiGroup(group).getPreferredVersion().getVersion();
        String path = group.isEmpty() ? version : group + "/" + version;
        return admin.getApiResources(path).getResources().stream()
                .filter(found -> rule.getResources().contains(found.getName()))
                .filter(found -> !found.getKind().equals("Event"))
                .map(found -> kind(group, version, found));
    }

    private static ResourceDefinitionContext kind(
            String group, String version, APIResource resource) {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group)
                .withVersion(version)
                .withKind(resource.getKind())
                .withPlural(resource.getName())
                .withNamespaced(true)
                .build();
    }

    /** The kinds of children. */
    List<ResourceDefinitionContext> kinds() {
        return kinds;
    }

    /** The children of all streams in a namespace. */
    List<GenericKubernetesResource> children(String namespace) {
        return kinds.stream()
                .flatMap(kind ->
                        admin
                                .genericKubernetesResources(kind)
                                .inNamespace(namespace)
                                .list()
                                .getItems()
                                .stream())
                .toList();
    }
}
