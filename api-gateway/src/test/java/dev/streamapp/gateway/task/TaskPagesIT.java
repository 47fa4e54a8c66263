package dev.streamapp.gateway.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.stream.Streams;
import dev.streamapp.gateway.testing.Namespaces;
import dev.streamapp.gateway.testing.Pages;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;

/** The page of tasks, at a real kube-apiserver. */
@ExtendWith(KubeApi.class)
class TaskPagesIT extends GatewayTest {

    private static final String NAMESPACE = "gateway-task-pages";

    private final KubernetesClient cluster;

    TaskPagesIT(KubernetesClient cluster) {
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

    @BeforeEach
    void noTasks() {
        gateway.database().sql("delete from tasks").update();
        cluster.resources(LiveStream.class).inNamespace(NAMESPACE).delete();
        await().until(() -> gateway.bean(Streams.class).all().isEmpty());
    }

    private Resource<LiveStream> live(String name) {
        return cluster.resources(LiveStream.class).inNamespace(NAMESPACE).withName(name);
    }

    private void create(String name, String streamId) {
        gateway.admin()
                .post()
                .uri("/api/tasks")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("name", name, "stream_id", streamId))
                .exchange()
                .expectStatus()
                .isCreated();
        awaitCopy(streamId);
    }

    /** The gateway itself waits a second at most for its copy of the streams to follow. */
    private void awaitCopy(String streamId) {
        await().until(() -> gateway.bean(Streams.class).exists(streamId));
    }

    private void createMissing(String name, String streamId) {
        create(name, streamId);
        live(streamId).delete();
        await().until(() -> gateway.bean(Streams.class).word(streamId).equals("missing"));
    }

    @ParameterizedTest
    @CsvSource({"ru,Задач пока нет", "en,No tasks yet", "cs,Zatím žádné úlohy"})
    @DisplayName("without a task it says what one is, and lets one be made")
    void empty(String language, String title) {
        assertThat(Pages.read(gateway, "/admin/tasks", language))
                .contains(title, "data-opens=\"new-task\"", "hx-post=\"/api/tasks\"")
                .doesNotContain("<table");
    }

    @ParameterizedTest
    @CsvSource({"ru,Ожидание", "en,Waiting", "cs,Čeká"})
    @DisplayName("a task shows who asked for it, its stream and what that does")
    void task(String language, String state) {
        create("Bench " + Pages.HOSTILE, "pages-1");

        assertThat(Pages.read(gateway, "/admin/tasks", language))
                .contains(
                        "Bench &lt;script&gt;",
                        "href=\"/admin/streams/pages-1\"",
                        state,
                        "token:test",
                        "datetime=\"")
                .doesNotContain("hx-post=\"/api/tasks/pages-1/stream\"");
    }

    @Test
    @DisplayName(
            "a stream that somebody deleted is missing until somebody asks for it, and then there")
    void missing() {
        createMissing("Bench", "pages-2");

        assertThat(Pages.read(gateway, "/admin/tasks/list"))
                .contains("Missing", "hx-post=\"/api/tasks/pages-2/stream\"")
                .doesNotContain("href=\"/admin/streams/pages-2\"", "<html");
        assertThat(live("pages-2").get()).isNull();

        // asking again changes nothing
        await().untilAsserted(() ->
                gateway.admin()
                        .post()
                        .uri("/api/tasks/pages-2/stream")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .jsonPath("$.status")
                        .isEqualTo("starting"));
        assertThat(live("pages-2").get().getSpec().title()).isEqualTo("Bench");
        assertThat(Pages.read(gateway, "/admin/tasks/list")).doesNotContain("Missing");
        assertThat(
                        gateway.database()
                                .sql("select subject from audit_log where action = 'task.remake'")
                                .query(String.class)
                                .list())
                .containsExactly("pages-2");
    }

    @Test
    @DisplayName("the stream of no task is not made again")
    void nobodysTask() {
        gateway.admin()
                .post()
                .uri("/api/tasks/pages-none/stream")
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(live("pages-none").get()).isNull();
    }

    @Test
    @DisplayName("before a task goes one learns what becomes of the stream")
    void removal() {
        create("Ours", "pages-ours");
        assertThat(Pages.read(gateway, "/admin/tasks/pages-ours/removal"))
                .contains("is deleted too", "keep_stream", "hx-delete=\"/api/tasks/pages-ours\"");

        cluster.resource(
                        """
                        {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream",
                         "metadata": {"name": "pages-theirs", "namespace": "%s"}, "spec": {"ingest": {"srt": {}}}}
                        """
                                .formatted(NAMESPACE))
                .create();
        create("Theirs", "pages-theirs");
        assertThat(Pages.read(gateway, "/admin/tasks/pages-theirs/removal"))
                .contains("stays")
                .doesNotContain("keep_stream");

        createMissing("Gone", "pages-gone");
        for (String language : Pages.LANGUAGES) {
            assertThat(Pages.read(gateway, "/admin/tasks/pages-gone/removal", language))
                    .doesNotContain("keep_stream");
        }
    }
}
