package dev.streamapp.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.Authorizer;
import dev.streamapp.crds.KubeApi;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Namespaces;
import dev.streamapp.gateway.testing.ServiceAccounts;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KubeApi.class)
class ServiceAccountIT extends GatewayTest {

    private static final String STREAMS = "streamapp-streams";

    private final KubernetesClient cluster;

    ServiceAccountIT(KubernetesClient cluster) {
        this.cluster = cluster;
    }

    @Override
    protected KubernetesClient cluster() {
        return cluster;
    }

    private String tokenOf(String name) {
        Namespaces.make(cluster, STREAMS);
        return ServiceAccounts.token(cluster, STREAMS, name);
    }

    private void allow(String name, String verb) {
        cluster.resource(
                        new RoleBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(STREAMS)
                                .endMetadata()
                                .addNewRule()
                                .withApiGroups("streamapp.dev")
                                .withResources("livestreams")
                                .withVerbs(verb)
                                .endRule()
                                .build())
                .serverSideApply();
        cluster.resource(
                        new RoleBindingBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(STREAMS)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                                .addNewSubject()
                                .withKind("ServiceAccount")
                                .withName(name)
                                .withNamespace(STREAMS)
                                .endSubject()
                                .build())
                .serverSideApply();
        // a verdict counts at the gateway for a while, also one that came too early
        Authorizer.awaitAllowed(
                cluster,
                "system:serviceaccount:%s:%s".formatted(STREAMS, name),
                new ResourceAttributesBuilder()
                        .withGroup("streamapp.dev")
                        .withResource("livestreams")
                        .withVerb(verb)
                        .withNamespace(STREAMS)
                        .build());
    }

    private int statusWith(String token) {
        return gateway.bearer(token)
                .get()
                .uri("/api/admin/audit")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    @Test
    @DisplayName("a ServiceAccount that may update LiveStreams is an admin")
    void admin() {
        String token = tokenOf("editor");
        allow("editor", "update");

        assertThat(statusWith(token)).isEqualTo(200);
        gateway.bearer(token)
                .get()
                .uri("/api/admin/session")
                .exchange()
                .expectBody()
                .json("{\"name\": \"system:serviceaccount:streamapp-streams:editor\"}");
    }

    @Test
    @DisplayName("one that may only read them is known and refused")
    void reader() {
        String token = tokenOf("reader");
        allow("reader", "get");

        assertThat(statusWith(token)).isEqualTo(403);
    }

    @Test
    @DisplayName("a token that the API server did not sign is nobody's")
    void forged() {
        String token = tokenOf("forger");
        allow("forger", "update");
        String[] parts = token.split("\\.");
        String other = tokenOf("stranger");

        assertThat(statusWith(parts[0] + "." + parts[1] + "." + other.split("\\.")[2]))
                .isEqualTo(401);
        assertThat(statusWith(parts[0] + "." + parts[1] + ".")).isEqualTo(401);
    }
}
