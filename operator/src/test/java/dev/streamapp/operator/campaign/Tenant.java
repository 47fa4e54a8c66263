package dev.streamapp.operator.campaign;

import dev.streamapp.crds.Authorizer;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.operator.testing.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user who may write LiveStreams in some namespaces, as the chart's role allows, and no more. */
final class Tenant implements AutoCloseable {

    static final Map<String, Object> SRT = Map.of("ingest", Map.of("srt", Map.of()));
    private static final String USER = "mallory";

    private final KubernetesClient admin;
    private final Cluster cluster;
    private final KubernetesClient client;

    Tenant(KubernetesClient admin, Cluster cluster) {
        this.admin = admin;
        this.cluster = cluster;
        this.client =
                new KubernetesClientBuilder()
                        .withConfig(
                                new ConfigBuilder(Config.class.cast(admin.getConfiguration()))
                                        .withImpersonateUsername(USER)
                                        .build())
                        .build();
    }

    KubernetesClient client() {
        return client;
    }

    static NonNamespaceOperation<LiveStream, ?, Resource<LiveStream>> streams(
            KubernetesClient client, String namespace) {
        MixedOperation<LiveStream, ?, Resource<LiveStream>> all =
                client.resources(LiveStream.class);
        return all.inNamespace(namespace);
    }

    /** A status that nobody observed. */
    static LiveStream lie(LiveStream stream) {
        stream.setStatus(LiveStreamStatus.unknown());
        return stream;
    }

    /** A namespace of hers, restricted. */
    String namespace(String name) {
        admin.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                                .endMetadata()
                                .build())
                .serverSideApply();
        admin.resource(
                        new RoleBuilder()
                                .withNewMetadata()
                                .withName("streams")
                                .withNamespace(name)
                                .endMetadata()
                                .addNewRule()
                                .withApiGroups(LiveStream.GROUP)
                                .withResources("livestreams")
                                .withVerbs(
                                        "get", "list", "watch", "create", "update", "patch",
                                        "delete")
                                .endRule()
                                .build())
                .serverSideApply();
        admin.resource(
                        new RoleBindingBuilder()
                                .withNewMetadata()
                                .withName("streams")
                                .withNamespace(name)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "streams")
                                .addNewSubject("rbac.authorization.k8s.io", "User", USER, null)
                                .build())
                .serverSideApply();
        Authorizer.awaitAllowed(
                admin,
                USER,
                new ResourceAttributesBuilder()
                        .withNamespace(name)
                        .withGroup(LiveStream.GROUP)
                        .withResource("livestreams")
                        .withVerb("create")
                        .build());
        return name;
    }

    /** Applies a stream; the API server's refusal, if it refuses. */
    Optional<KubernetesClientException> tries(
            String namespace, String name, Map<String, Object> spec) {
        return tries(stream(namespace, name, spec));
    }

    /** Applies one with all the metadata that a user can write. */
    void triesDressed(String namespace, String name) {
        GenericKubernetesResource stream = stream(namespace, name, SRT);
        stream.setMetadata(
                new ObjectMetaBuilder(stream.getMetadata())
                        .addToLabels("app.kubernetes.io/managed-by", "somebody")
                        .addToLabels("streamapp.dev/stream", "other")
                        .addToLabels("pod-security.kubernetes.io/enforce", "privileged")
                        .addToAnnotations("kubectl.kubernetes.io/default-container", "x")
                        .addToAnnotations(
                                "container.apparmor.security.beta.kubernetes.io/packager",
                                "unconfined")
                        .addNewOwnerReference()
                        .withApiVersion("v1")
                        .withKind("ConfigMap")
                        .withName("nobody")
                        .withUid("3f0c4d1e-0000-4000-8000-000000000000")
                        .endOwnerReference()
                        .addToFinalizers("example.org/never")
                        .build());
        tries(stream)
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    private Optional<KubernetesClientException> tries(GenericKubernetesResource stream) {
        try {
            client.resource(stream).forceConflicts().serverSideApply();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.of(e);
        }
    }

    private static GenericKubernetesResource stream(
            String namespace, String name, Map<String, Object> spec) {
        GenericKubernetesResource stream =
                Serialization.unmarshal(
                        """
                        apiVersion: streamapp.dev/v1alpha1
                        kind: LiveStream
                        metadata: {name: %s, namespace: %s}
                        """
                                .formatted(name, namespace),
                        GenericKubernetesResource.class);
        stream.setAdditionalProperty("spec", spec);
        return stream;
    }

    /** Waits until the operator has done what it does for the present spec. */
    void awaitDone(String namespace, String name) {
        long generation =
                streams(admin, namespace).withName(name).get().getMetadata().getGeneration();
        cluster.awaitStatus(
                namespace,
                name,
                status -> Long.valueOf(generation).equals(status.observedGeneration()));
    }

    /**
     * Has the API server say whether the stream's pod could be created here.
     *
     * @throws KubernetesClientException if it could not
     */
    void podIsAdmitted(String namespace, String name) {
        var template =
                cluster.awaitThere(Deployment.class, namespace, name).getSpec().getTemplate();
        // whether there is such a class is another question
        template.getSpec().setPriorityClassName(null);
        Pod pod =
                new PodBuilder()
                        .withNewMetadataLike(template.getMetadata())
                        .withName(name + "-0")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build();
        admin.resource(pod).dryRun().create();
    }

    /** An object like a child, but somebody else's. */
    static GenericKubernetesResource foreign(GenericKubernetesResource child, String namespace) {
        GenericKubernetesResource foreign =
                Serialization.unmarshal(
                        Serialization.asJson(child), GenericKubernetesResource.class);
        foreign.setMetadata(
                new ObjectMetaBuilder()
                        .withName(child.getMetadata().getName())
                        .withNamespace(namespace)
                        .addToLabels(Map.of("app.kubernetes.io/name", "somebody"))
                        .build());
        Object spec = foreign.getAdditionalProperties().get("spec");
        if (child.getKind().equals("Service") && spec instanceof Map<?, ?> fields) {
            List.of("clusterIP", "clusterIPs", "type", "externalTrafficPolicy")
                    .forEach(fields::remove);
            ((List<?>) fields.get("ports")).forEach(port -> ((Map<?, ?>) port).remove("nodePort"));
        }
        foreign.getAdditionalProperties().remove("status");
        return foreign;
    }

    @Override
    public void close() {
        client.close();
    }
}
