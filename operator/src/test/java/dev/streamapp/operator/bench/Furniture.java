package dev.streamapp.operator.bench;

import dev.streamapp.crds.KubeApi;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a cluster holds before the first stream: nodes, volumes, the definition, rights. */
final class Furniture {

    static final String SYSTEM = "streamapp";
    static final String STREAMS = "streams";
    static final int NODES = 20;

    private static final String OPERATOR = "streamapp-operator";
    private static final String RBAC = "rbac.authorization.k8s.io";

    private Furniture() {}

    /** The working directory is the operator's module. */
    static void arrange(KubernetesClient admin) throws IOException {
        for (String name : new String[] {SYSTEM, STREAMS}) {
            apply(
                    admin,
                    new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build());
        }
        for (int i = 0; i < NODES; i++) {
            apply(
                    admin,
                    new NodeBuilder()
                            .withNewMetadata()
                            .withName("node-" + i)
                            .withAnnotations(Map.of("kwok.x-k8s.io/node", "fake"))
                            .endMetadata()
                            .build());
        }
        apply(
                admin,
                new StorageClassBuilder()
                        .withNewMetadata()
                        .withName("hostpath")
                        .withAnnotations(
                                Map.of("storageclass.kubernetes.io/is-default-class", "true"))
                        .endMetadata()
                        .withProvisioner("kubernetes.io/host-path")
                        .build());
        KubeApi.define(admin, Path.of("../crds/livestreams.streamapp.dev.yaml"));
        grant(admin);
    }

    /** Removes the folders of this machine that the provisioner made volumes of. */
    static void clear(KubernetesClient admin) throws IOException {
        for (var volume : admin.persistentVolumes().list().getItems()) {
            if (volume.getSpec().getHostPath() != null) {
                // nobody has written into it: there was no kubelet
                Files.deleteIfExists(Path.of(volume.getSpec().getHostPath().getPath()));
            }
        }
    }

    /** The rights that the chart grants, and no others. */
    private static void grant(KubernetesClient admin) throws IOException {
        try (InputStream rules = Files.newInputStream(Path.of("rbac.yaml"))) {
            admin.load(rules)
                    .items()
                    .forEach(item -> admin.resource(item).inNamespace(SYSTEM).serverSideApply());
        }
        apply(
                admin,
                new ClusterRoleBindingBuilder()
                        .withNewMetadata()
                        .withName(OPERATOR)
                        .endMetadata()
                        .withNewRoleRef(RBAC, "ClusterRole", OPERATOR)
                        .addNewSubject(null, "ServiceAccount", OPERATOR, SYSTEM)
                        .build());
        apply(
                admin,
                new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(OPERATOR)
                        .withNamespace(SYSTEM)
                        .endMetadata()
                        .withNewRoleRef(RBAC, "Role", OPERATOR)
                        .addNewSubject(null, "ServiceAccount", OPERATOR, SYSTEM)
                        .build());
    }

    private static void apply(KubernetesClient admin, HasMetadata object) {
        admin.resource(object).serverSideApply();
    }
}
