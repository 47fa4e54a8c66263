package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.Namespaces;
import dev.streamapp.gateway.testing.RunningGateway;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.HttpHeaders;

/** What other pages show of streams, at a real kube-apiserver. */
@ExtendWith(KubeApi.class)
class StreamChoicesIT extends GatewayTest {

    private static final String NAMESPACE = "gateway-choices";

    private final KubernetesClient cluster;

    StreamChoicesIT(KubernetesClient cluster) {
        this.cluster = cluster;
        Namespaces.make(cluster, NAMESPACE);
    }

    @Override
    protected KubernetesClient cluster() {
        return cluster;
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("STREAMS_NAMESPACE", NAMESPACE);
    }

    @BeforeAll
    void informed() {
        await().until(() -> gateway.bean(Streams.class).loaded());
    }

    private String part(RunningGateway from, String uri) {
        String body =
                from.admin()
                        .get()
                        .uri(uri)
                        .header(HttpHeaders.ACCEPT, "text/html")
                        .header(HttpHeaders.ACCEPT_LANGUAGE, "en")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .returnResult()
                        .getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private void make(String name, String title) {
        cluster.resource(
                        """
                        {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream",
                         "metadata": {"name": "%s", "namespace": "%s"}, "spec": {"title": "%s", "ingest": {"srt": {}}}}
                        """
                                .formatted(name, NAMESPACE, title))
                .serverSideApply();
        await().until(() -> gateway.bean(Streams.class).exists(name));
    }

    @Test
    @DisplayName("streams are offered with how they are")
    void choices() {
        assertThat(part(gateway, "/admin/stream-choices"))
                .contains("There are no streams yet.")
                .doesNotContain("type=\"radio\"");

        make("bench-1", "Bench <1>");
        make("bench-2", "Bench 2");

        assertThat(part(gateway, "/admin/stream-choices"))
                .contains("Bench &lt;1&gt;")
                .contains(">Waiting<")
                .contains("value=\"bench-1\"")
                .contains("value=\"bench-2\"")
                .doesNotContain("??");
        assertThat(part(gateway, "/admin/stream-states/bench-1")).contains(">Waiting<");
        assertThat(part(gateway, "/admin/stream-states/bench-9")).contains(">Deleted<");
    }

    @Test
    @DisplayName("while Kubernetes has not answered nobody is told that there are no streams")
    void unknown() {
        try (var blind =
                RunningGateway.start(
                        Environment.settings(databaseName, environment()),
                        clock,
                        RunningGateway.noCluster())) {
            assertThat(part(blind, "/admin/stream-choices"))
                    .contains("The streams are not known yet")
                    .doesNotContain("There are no streams yet.");
            assertThat(part(blind, "/admin/stream-states/bench-1")).contains(">Unknown<");
        }
    }
}
