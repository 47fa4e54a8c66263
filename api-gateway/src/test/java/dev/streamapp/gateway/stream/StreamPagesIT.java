package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Namespaces;
import dev.streamapp.gateway.testing.Pages;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What admins see of streams, from a gateway at a real kube-apiserver. */
@ExtendWith(KubeApi.class)
class StreamPagesIT extends GatewayTest {

    private static final String NAMESPACE = "gateway-pages";

    private final KubernetesClient cluster;

    StreamPagesIT(KubernetesClient cluster) {
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

    @AfterEach
    void clear() {
        cluster.resources(LiveStream.class).inNamespace(NAMESPACE).delete();
        await().until(() -> gateway.bean(Streams.class).all().isEmpty());
    }

    private void stream(String name, String title, String status) {
        cluster.resource(
                        """
                        {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream",
                         "metadata": {"name": "%s", "namespace": "%s"}, "spec": {"title": "%s", "ingest": {"srt": {}}}}
                        """
                                .formatted(name, NAMESPACE, title))
                .serverSideApply();
        cluster.resources(LiveStream.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": " + status + "}");
        await().until(() ->
                gateway.bean(Streams.class)
                        .find(name)
                        .filter(seen -> seen.getStatus() != null)
                        .isPresent());
    }

    private static String running(String message) {
        return """
        {"phase": "Running", "startTime": "2026-03-01T12:00:00Z",
         "ingestUrl": "srt://ingest.example.com:10007?mode=caller&latency=200000&pbkeylen=32",
         "media": {"summary": "1280x720 25 fps H.264", "bitrate": 2500000,
                   "video": {"codec": "avc1.64001f", "format": "H.264", "width": 1280, "height": 720, "frameRate": 25.0, "keyFrameInterval": 1.5}},
         "conditions": [
           {"type": "Ready", "status": "True", "reason": "Listening", "message": "%s", "lastTransitionTime": "2026-03-01T12:00:00Z"},
           {"type": "KeyframeIntervalTooLong", "status": "True", "reason": "KeyframeIntervalTooLong", "message": "Set it to 1 s.",
            "lastTransitionTime": "2026-03-01T12:00:00Z"}]}
        """
                .formatted(message);
    }

    private String page(String path, String language) {
        return Pages.read(gateway, path, language);
    }

    @ParameterizedTest
    @CsvSource({
        "ru,Трансляций пока нет,Новая трансляция",
        "en,There is no stream yet,New stream",
        "cs,Zatím tu není žádný přenos,Nový přenos"
    })
    @DisplayName("an empty list says what to do first, and offers to do it")
    void empty(String language, String sentence, String button) {
        assertThat(page("/admin/streams", language))
                .contains(sentence)
                .contains(">" + button + "</button>")
                .contains("hx-post=\"/api/tasks\"")
                .contains("pattern=\"[a-z]([a-z0-9\\-]{0,38}[a-z0-9])?\"")
                .doesNotContain("<table>");
    }

    @Test
    @DisplayName("the list shows of each stream what it does, for how long, and what it lacks")
    void list() {
        stream("pages-1", "Bench", running("Publish."));
        stream(
                "pages-2",
                "Gate",
                """
                {"phase": "Error", "conditions": [{"type": "Ready", "status": "False", "reason": "PortTaken",
                 "message": "Port 10001 is taken.", "lastTransitionTime": "2026-03-01T12:00:00Z"}]}
                """);

        assertThat(page("/admin/streams", "en"))
                .contains("<span class=\"badge running\">On air</span>")
                .contains("1280x720 25 fps H.264")
                .contains("2.5 Mbit/s")
                .contains("<time datetime=\"2026-03-01T12:00:00Z\" data-style=\"for\"")
                .contains("<span class=\"badge error\">Error</span>")
                .contains("Port 10001 is taken.");
        assertThat(page("/admin/streams/pages-1/row", "en"))
                .startsWith("<tr class=\"stream\"")
                .contains("data-stream=\"pages-1\"")
                .contains(
                        "{&quot;stream_id&quot;: &quot;pages-1&quot;, &quot;action&quot;: &quot;stop&quot;}")
                .contains("hx-confirm=\"Stop pages-1?");
        assertThat(page("/admin/streams/pages-9/row", "en")).isBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "ru,'2,5 Мбит/с',25 кадр/с,'раз в 1,5 с',Ключевые кадры слишком редки",
        "en,2.5 Mbit/s,25 fps,every 1.5 s,Key frames too far apart",
        "cs,'2,5 Mbit/s',25 sn./s,'každých 1,5 s',Klíčové snímky jsou příliš daleko od sebe"
    })
    @DisplayName("a stream's page tells its facts in the reader's language, complaints first")
    void facts(String language, String rate, String frames, String keys, String complaint) {
        stream("pages-1", "Bench", running("Publish."));

        String page = page("/admin/streams/pages-1", language);

        assertThat(page)
                .contains(
                        rate, frames, keys, complaint, "avc1.64001f", "1280×720", "Set it to 1 s.")
                .contains("<title>Bench · StreamApp</title>");
        assertThat(page.indexOf("Set it to 1 s.")).isLessThan(page.indexOf("Publish."));
    }

    private static String poor(String reason) {
        return """
        {"phase": "Running", "conditions": [],
         "link": {"quality": "Poor", "reason": "%s", "message": "As the packager says it."}}
        """
                .formatted(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "ru,Хорошая,Плохая,Увеличьте задержку до четырёх времён обхода,кабель вместо Wi-Fi",
        "en,Good,Poor,Make the latency four times the round trip,a cable instead of Wi-Fi",
        "cs,Dobré,Špatné,Zvětšete zpoždění na čtyřnásobek doby oběhu,kabel místo Wi-Fi"
    })
    @DisplayName("a stream's page tells how good the link is, and what to do about a poor one")
    void link(String language, String good, String poor, String late, String lost) {
        stream(
                "pages-1",
                "Bench",
                "{\"phase\": \"Running\", \"conditions\": [], \"link\": {\"quality\": \"Good\"}}");
        assertThat(page("/admin/streams/pages-1", language))
                .contains("<span class=\"badge good\">" + good)
                .contains("hx-get=\"/admin/streams/pages-1/link\"")
                .doesNotContain(late, lost);

        stream("pages-2", "Gate", poor("PacketsDropped"));
        assertThat(page("/admin/streams/pages-2/facts", language))
                .contains("<span class=\"badge error\">" + poor, late)
                .doesNotContain(lost, "As the packager says it.");
        stream("pages-3", "Yard", poor("PacketsLost"));
        assertThat(page("/admin/streams/pages-3/facts", language))
                .contains(lost)
                .doesNotContain(late);
        stream("pages-4", "Roof", poor("SomethingNew"));
        assertThat(page("/admin/streams/pages-4/facts", language))
                .contains("As the packager says it.");
    }

    @Test
    @DisplayName("a poor link shows in the list and in the API, no link is none")
    void poorLink() {
        stream("pages-1", "Bench", poor("PacketsLost"));
        stream("pages-2", "Gate", running("Publish."));

        assertThat(page("/admin/streams/pages-1/row", "en")).contains("Poor link");
        assertThat(page("/admin/streams/pages-2/row", "en")).doesNotContain("link from");
        assertThat(page("/admin/streams/pages-2/facts", "en")).doesNotContain("/link\"");
        gateway.admin()
                .get()
                .uri("/api/streams/pages-1")
                .exchange()
                .expectBody()
                .jsonPath("$.link.reason")
                .isEqualTo("PacketsLost");
    }

    @Test
    @DisplayName("figures of a link whose packager is silent stay away, and are asked for again")
    void noFigures() {
        stream("pages-1", "Bench", poor("PacketsLost"));

        assertThat(page("/admin/streams/pages-1/link?since=1-2-3-4", "en"))
                .contains("hx-get=\"/admin/streams/pages-1/link?since=\"")
                .contains("hx-trigger=\"load delay:5s\"")
                .doesNotContain("Round trip");
        assertThat(page("/admin/streams/pages-9/link", "en")).isBlank();
    }

    @Test
    @DisplayName("what others wrote is text and never markup")
    void escaped() {
        stream("pages-1", Pages.HOSTILE, running(Pages.HOSTILE));

        for (String path :
                new String[] {
                    "/admin/streams",
                    "/admin/streams/pages-1",
                    "/admin/streams/pages-1/head",
                    "/admin/streams/pages-1/facts",
                    "/admin/streams/pages-1/publish",
                    "/admin/streams/pages-1/diagnosis"
                }) {
            assertThat(page(path, "en")).as(path).doesNotContain(Pages.HOSTILE);
        }
        assertThat(page("/admin/streams/pages-1", "en")).contains("&lt;script&gt;alert(1)");
    }

    @Test
    @DisplayName("the passphrase is on no page before somebody asks for it, and then with a code")
    void passphrase() {
        stream("pages-1", "Bench", running("Publish."));
        cluster.resource(
                        """
                        {"apiVersion": "v1", "kind": "Secret", "stringData": {"passphrase": "well-kept-0123"},
                         "metadata": {"name": "pages-1-ingest", "namespace": "%s", "ownerReferences": [
                           {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream", "name": "pages-1", "uid": "%s"}]}}
                        """
                                .formatted(
                                        NAMESPACE,
                                        gateway.bean(Streams.class)
                                                .get("pages-1")
                                                .getMetadata()
                                                .getUid()))
                .serverSideApply();

        assertThat(page("/admin/streams/pages-1", "en"))
                .contains("srt://ingest.example.com:10007?mode=caller&amp;latency=200000")
                .contains("passphrase=PASSPHRASE")
                .doesNotContain("well-kept-0123");
        assertThat(page("/admin/streams/pages-1/passphrase", "en"))
                .contains("<code id=\"passphrase\">well-kept-0123</code>")
                .contains("pbkeylen=32&amp;passphrase=well-kept-0123</code>")
                .contains("<svg class=\"qr\"");
        assertThat(
                        gateway.database()
                                .sql(
                                        "select count(*) from audit_log where action = 'stream.passphrase'")
                                .query(Long.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("a stream without a packager is diagnosed in sentences")
    void diagnosis() {
        stream("pages-1", "Bench", running("Publish."));

        assertThat(page("/admin/streams/pages-1/diagnosis", "en"))
                .contains("The packager does not answer the gateway (")
                .doesNotContain("class=\"well\"");
    }

    @Test
    @DisplayName("a stream that is not there is said to be, on its page and on one that was open")
    void gone() {
        gateway.admin()
                .get()
                .uri("/admin/streams/pages-9")
                .header("Accept-Language", "en")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody(String.class)
                .value(page ->
                        assertThat(page)
                                .contains("There is no stream of this id")
                                .contains("<nav"));
        assertThat(page("/admin/streams/pages-9/head", "en")).contains("has been deleted");
        assertThat(page("/admin/streams/pages-9/facts", "en")).isBlank();
        assertThat(page("/admin/streams/pages-9/publish", "en")).isBlank();
    }
}
