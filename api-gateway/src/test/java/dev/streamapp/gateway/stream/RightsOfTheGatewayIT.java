package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Namespaces;
import dev.streamapp.gateway.testing.ServiceAccounts;
import dev.streamapp.gateway.testing.UsedRights;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;

/** A gateway under a ServiceAccount that has what {@code rbac.yaml} grants, and nothing beside. */
@ExtendWith(KubeApi.class)
class RightsOfTheGatewayIT extends GatewayTest {

    private static final String NAMESPACE = "gateway-rights";
    private static final String NAME = "streamapp-gateway";
    private static final String STREAM = "rights-1";

    private final KubernetesClient administrator;
    private final KubernetesClient account;
    private final UsedRights rights = new UsedRights();
    private final List<HasMetadata> roles;
    private final FakeKubelet kubelet = new FakeKubelet();

    RightsOfTheGatewayIT(KubernetesClient administrator) throws Exception {
        this.administrator = administrator;
        Namespaces.make(administrator, NAMESPACE);
        this.roles = roles();
        bind();
        var reached = administrator.getConfiguration();
        this.account =
                new KubernetesClientBuilder()
                        .withConfig(
                                new ConfigBuilder()
                                        .withAutoConfigure(false)
                                        .withMasterUrl(administrator.getMasterUrl().toString())
                                        .withCaCertData(reached.getCaCertData())
                                        .withCaCertFile(reached.getCaCertFile())
                                        .withTrustCerts(reached.isTrustCerts())
                                        .withOauthToken(
                                                ServiceAccounts.token(
                                                        administrator, NAMESPACE, NAME))
                                        .build())
                        .withHttpClientBuilderConsumer(
                                http -> http.addOrReplaceInterceptor("rights", rights))
                        .build();
    }

    private List<HasMetadata> roles() throws IOException {
        try (var yaml = Files.newInputStream(Path.of("rbac.yaml"))) {
            return administrator.load(yaml).items();
        }
    }

    private void bind() {
        for (HasMetadata role : roles) {
            administrator.resource(role).inNamespace(NAMESPACE).serverSideApply();
        }
        administrator
                .resource(
                        new RoleBindingBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .withNamespace(NAMESPACE)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "Role", NAME)
                                .addNewSubject(null, "ServiceAccount", NAME, NAMESPACE)
                                .build())
                .serverSideApply();
        administrator
                .resource(
                        new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName(NAME)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", NAME)
                                .addNewSubject(null, "ServiceAccount", NAME, NAMESPACE)
                                .build())
                .serverSideApply();
    }

    @Override
    protected KubernetesClient cluster() {
        return account;
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("STREAMS_NAMESPACE", NAMESPACE);
    }

    @AfterAll
    void close() {
        account.close();
        kubelet.close();
    }

    @Test
    @DisplayName("does all it is there for, and uses every right it is granted")
    void grantedIsUsed() {
        await().until(() -> gateway.bean(Streams.class).watching());
        post("/api/tasks", "{\"name\": \"Rights\", \"stream_id\": \"%s\"}".formatted(STREAM), 201);
        await().until(() -> gateway.bean(Streams.class).exists(STREAM));
        post(
                "/api/streams",
                "{\"stream_id\": \"%s\", \"action\": \"stop\"}".formatted(STREAM),
                200);
        gateway.admin()
                .get()
                .uri("/api/streams/{stream}/ingest", STREAM)
                .exchange()
                .expectStatus()
                .isOk();
        makePod();
        gateway.admin()
                .get()
                .uri("/api/streams/{stream}/logs", STREAM)
                .exchange()
                .expectBody(String.class)
                .isEqualTo("first line\n");
        gateway.admin()
                .delete()
                .uri("/api/tasks/{stream}", STREAM)
                .exchange()
                .expectBody()
                .json("{\"stream_deleted\": true}");
        // judged, and found to be no admin
        gateway.bearer(ServiceAccounts.token(administrator, NAMESPACE, NAME))
                .get()
                .uri("/api/tasks")
                .exchange()
                .expectStatus()
                .isForbidden();

        assertThat(rights.used()).containsExactlyInAnyOrderElementsOf(granted());
    }

    private void post(String path, String body, int status) {
        gateway.admin()
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status);
    }

    private List<String> granted() {
        return roles.stream()
                .flatMap(role ->
                        (role instanceof ClusterRole wide
                                        ? wide.getRules()
                                        : ((Role) role).getRules())
                                .stream())
                .flatMap(RightsOfTheGatewayIT::granted)
                .toList();
    }

    private static Stream<String> granted(PolicyRule rule) {
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream().map(kind -> group + "/" + kind))
                .flatMap(kind -> rule.getVerbs().stream().map(verb -> kind + " " + verb));
    }

    /** A pod of the stream on a node whose kubelet the test plays. */
    private void makePod() {
        var node =
                new NodeBuilder()
                        .withNewMetadata()
                        .withName("node-rights")
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .withNewStatus()
                        .addNewAddress("127.0.0.1", "InternalIP")
                        .withNewDaemonEndpoints()
                        .withNewKubeletEndpoint(kubelet.port())
                        .endDaemonEndpoints()
                        .endStatus()
                        .build();
        administrator.resource(node).serverSideApply();
        administrator
                .nodes()
                .withName("node-rights")
                .editStatus(there -> {
                    there.setStatus(node.getStatus());
                    return there;
                });
        administrator
                .resource(
                        new PodBuilder()
                                .withNewMetadata()
                                .withName(STREAM + "-0")
                                .withNamespace(NAMESPACE)
                                .addToLabels("streamapp.dev/stream", STREAM)
                                .endMetadata()
                                .withNewSpec()
                                .withNodeName("node-rights")
                                .addNewContainer()
                                .withName("packager")
                                .withImage("i")
                                .endContainer()
                                .endSpec()
                                .build())
                .serverSideApply();
    }
}
