package dev.streamapp.gateway.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.TokenVerdict;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.replay.Replays;
import dev.streamapp.gateway.testing.Namespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A whole gateway at a real kube-apiserver; the test plays the operator. */
@ExtendWith(KubeApi.class)
class StreamsIT extends GatewayTest {

    private static final String NAMESPACE = "gateway-streams";
    private static final String RUNNING =
            """
            {"phase": "Running", "observedGeneration": 1, "startTime": "2026-03-01T12:00:00Z", "port": 10007,
             "ingestUrl": "srt://ingest.example.com:10007?mode=caller", "hlsUrl": "http://x-hls.ns.svc:8080/playlist.m3u8",
             "media": {"summary": "1280x720 25 fps H.264", "bitrate": 2500000},
             "conditions": [{"type": "Ready", "status": "True", "reason": "Listening", "message": "Publish to srt://ingest.example.com:10007",
                             "lastTransitionTime": "2026-03-01T12:00:00Z"}]}
            """;

    private final KubernetesClient cluster;
    private int changes;

    StreamsIT(KubernetesClient cluster) {
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

    private Resource<LiveStream> live(String name) {
        return cluster.resources(LiveStream.class).inNamespace(NAMESPACE).withName(name);
    }

    private void apply(String name) {
        cluster.resource(
                        """
                        {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream",
                         "metadata": {"name": "%s", "namespace": "%s"}, "spec": {"title": "Bench", "ingest": {"srt": {}}}}
                        """
                                .formatted(name, NAMESPACE))
                .serverSideApply();
        await().until(() -> gateway.bean(Streams.class).exists(name));
    }

    private void observe(String name, String status) {
        live(name)
                .subresource("status")
                .patch(
                        io.fabric8.kubernetes.client.dsl.base.PatchContext.of(
                                io.fabric8.kubernetes.client.dsl.base.PatchType.JSON_MERGE),
                        "{\"status\": " + status + "}");
    }

    private RestTestClient.BodyContentSpec get(String uri) {
        return gateway.admin().get().uri(uri).exchange().expectStatus().isOk().expectBody();
    }

    private void awaitStatus(String name, String word) {
        await().until(() -> gateway.bean(Streams.class).word(name).equals(word));
    }

    private RestTestClient.ResponseSpec post(String uri, String body) {
        return gateway.admin()
                .post()
                .uri(uri)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    @Test
    @DisplayName("a stream is shown as the operator observes it, in the words of the API")
    void shown() {
        apply("it-shown");
        get("/api/streams/it-shown")
                .jsonPath("$.status")
                .isEqualTo("starting")
                .jsonPath("$.is_live")
                .isEqualTo(false);
        observe("it-shown", RUNNING);
        awaitStatus("it-shown", "running");
        get("/api/streams/it-shown")
                .jsonPath("$.stream_id")
                .isEqualTo("it-shown")
                .jsonPath("$.title")
                .isEqualTo("Bench")
                .jsonPath("$.is_live")
                .isEqualTo(true)
                .jsonPath("$.ingest_url")
                .isEqualTo("srt://ingest.example.com:10007?mode=caller")
                .jsonPath("$.hls_url")
                .isEqualTo("https://live.example.com/hls/it-shown/playlist.m3u8")
                .jsonPath("$.media.summary")
                .isEqualTo("1280x720 25 fps H.264")
                .jsonPath("$.conditions[0].type")
                .isEqualTo("Ready")
                .jsonPath("$.start_time")
                .isEqualTo("2026-03-01T12:00:00Z")
                .jsonPath("$.viewers")
                .isEqualTo(0);
        get("/api/streams").jsonPath("$[?(@.stream_id == 'it-shown')].status").isEqualTo("running");
    }

    @Test
    @DisplayName("stop and start switch spec.suspend and are in the audit log")
    void switched() {
        apply("it-switched");
        post("/api/streams", "{\"stream_id\": \"it-switched\", \"action\": \"stop\"}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.suspended")
                .isEqualTo(true);
        assertThat(live("it-switched").get().getSpec().suspend()).isTrue();
        post("/api/streams", "{\"stream_id\": \"it-switched\", \"action\": \"start\"}")
                .expectStatus()
                .isOk();
        assertThat(live("it-switched").get().getSpec().suspend()).isFalse();
        assertThat(audited("it-switched")).isEqualTo("stream.stop, stream.start");
    }

    private String audited(String subject) {
        return gateway.database()
                .sql(
                        "select string_agg(action, ', ' order by at, id) from audit_log where subject = ?")
                .param(subject)
                .query(String.class)
                .optional()
                .orElse("");
    }

    @Test
    @DisplayName("what is not there, and what is no action, is a problem and no deed")
    void refused() {
        post("/api/streams", "{\"stream_id\": \"it-nobody\", \"action\": \"stop\"}")
                .expectStatus()
                .isNotFound();
        assertThat(audited("it-nobody")).isEmpty();
        post("/api/streams", "{\"stream_id\": \"it-nobody\", \"action\": \"explode\"}")
                .expectStatus()
                .isBadRequest();
        post("/api/streams", "{}").expectStatus().isBadRequest();
        gateway.admin().get().uri("/api/streams/it-nobody").exchange().expectStatus().isNotFound();
        gateway.admin().get().uri("/api/hls/it-nobody").exchange().expectStatus().isNotFound();
        gateway.admin().get().uri("/api/debug/it-nobody").exchange().expectStatus().isNotFound();
    }

    @Test
    @DisplayName(
            "the feed begins with all streams and then tells changes and departures as they happen")
    void feed() throws Exception {
        apply("it-feed-old");
        try (var feed = EventReader.open(gateway, "/api/streams/events")) {
            BlockingQueue<EventReader.Event> events = feed.events();
            var first = events.poll(10, TimeUnit.SECONDS);
            assertThat(first.name()).isEqualTo("streams");
            assertThat(first.data()).contains("\"it-feed-old\"");
            apply("it-feed-new");
            assertThat(feed.await("stream", "\"it-feed-new\"")).contains("\"status\":\"starting\"");
            observe("it-feed-new", RUNNING);
            assertThat(feed.await("stream", "\"running\"")).contains("\"it-feed-new\"");
            live("it-feed-new").delete();
            assertThat(feed.await("deleted", "it-feed-new"))
                    .isEqualTo("{\"stream_id\":\"it-feed-new\"}");
        }
        // a connection that is gone is noticed by writing to it
        await().until(() -> {
            observe("it-feed-old", "{\"port\": %d}".formatted(10000 + changes++ % 100));
            return gateway.bean(Streams.class).feed().size() == 0;
        });
    }

    @Test
    @DisplayName("the owner's request for an address is answered with exactly its fields")
    void hls() {
        apply("it-hls");
        observe("it-hls", RUNNING);
        awaitStatus("it-hls", "running");
        String url = "https://live.example.com/hls/it-hls/playlist.m3u8";
        var token = new String[1];
        get("/api/hls/it-hls")
                .jsonPath("$.message")
                .isEqualTo("HLS stream metadata")
                .jsonPath("$.stream_id")
                .isEqualTo("it-hls")
                .jsonPath("$.status")
                .isEqualTo("running")
                .jsonPath("$.data.hls_url")
                .isEqualTo(url)
                .jsonPath("$.data.access_token")
                .value(String.class, value -> token[0] = value)
                .jsonPath("$.data.stream_url")
                .value(
                        String.class,
                        value -> assertThat(value).isEqualTo(url + "?token=" + token[0]))
                .jsonPath("$.data.cdn_domain")
                .isEqualTo("live.example.com")
                .jsonPath("$.data.is_live")
                .isEqualTo(true)
                .jsonPath("$.data.start_time")
                .isEqualTo("2026-03-01T12:00:00Z");
        assertThat(gateway.bean(StreamTokens.class).verify("it-hls", token[0]))
                .isInstanceOfSatisfying(
                        TokenVerdict.Valid.class,
                        valid -> assertThat(valid.viewer()).isInstanceOf(Viewer.Admin.class));
    }

    @Test
    @DisplayName(
            "a customer gets an address for the camera of the own order alone, no longer than the"
                    + " token")
    void hlsOfACustomer() {
        apply("it-mine");
        apply("it-other");
        UUID order = order("hls-1");
        assign(order, "it-mine");
        UUID access = access(order, "repair_hls00001", "secret", Duration.ofHours(24));
        String bearer = logIn("repair_hls00001", "secret");
        var token = new String[1];
        await().untilAsserted(() ->
                gateway.bearer(bearer)
                        .get()
                        .uri("/api/hls/it-mine")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .jsonPath("$.data.access_token")
                        .value(String.class, value -> token[0] = value));
        assertThat(gateway.bean(StreamTokens.class).verify("it-mine", token[0]))
                .isEqualTo(new TokenVerdict.Valid(new Viewer.Customer(access), expiry(bearer)));
        for (String others : List.of("it-other", "it-not-there")) {
            gateway.bearer(bearer)
                    .get()
                    .uri("/api/hls/" + others)
                    .exchange()
                    .expectStatus()
                    .isForbidden();
        }
        gateway.bearer(bearer).get().uri("/api/streams").exchange().expectStatus().isForbidden();
    }

    private String logIn(String login, String password) {
        var token = new String[1];
        gateway.nobody()
                .post()
                .uri("/api/live-stream/authenticate")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.token")
                .value(String.class, value -> token[0] = value);
        return token[0];
    }

    /** The claim {@code exp} of a JWT. */
    private static Instant expiry(String jwt) {
        String claims = new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), UTF_8);
        var exp = Pattern.compile("\"exp\":(\\d+)").matcher(claims);
        assertThat(exp.find()).isTrue();
        return Instant.ofEpochSecond(Long.parseLong(exp.group(1)));
    }

    @Test
    @DisplayName("a task makes its stream once; one deleted elsewhere is missing and stays so")
    void task() {
        String body = "{\"name\": \"Live Stream 1\", \"stream_id\": \"it-task\"}";
        post("/api/tasks", body).expectStatus().isCreated();
        assertThat(live("it-task").get().getSpec().title()).isEqualTo("Live Stream 1");
        post("/api/tasks", body).expectStatus().isOk();
        post("/api/tasks", body.replace("Stream 1", "Stream 2")).expectStatus().isEqualTo(409);
        awaitStatus("it-task", "starting");
        get("/api/tasks").jsonPath("$[?(@.stream_id == 'it-task')].status").isEqualTo("starting");

        live("it-task").delete();
        awaitStatus("it-task", "missing");
        post("/api/tasks", body)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("missing");
        assertThat(live("it-task").get()).isNull();

        gateway.admin().delete().uri("/api/tasks/it-task").exchange().expectStatus().isOk();
        post("/api/tasks", body).expectStatus().isCreated();
        assertThat(live("it-task").get()).isNotNull();
    }

    @Test
    @DisplayName(
            "deleting a task deletes the stream it made, and never one that somebody else made")
    void forget() {
        post("/api/tasks", "{\"name\": \"Ours\", \"stream_id\": \"it-ours\"}")
                .expectStatus()
                .isCreated();
        assign(order("forgotten-1"), "it-ours");
        gateway.admin()
                .delete()
                .uri("/api/tasks/it-ours")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.stream_deleted")
                .isEqualTo(true);
        assertThat(live("it-ours").get()).isNull();
        assertThat(shown("it-ours")).isZero();

        apply("it-theirs");
        post("/api/tasks", "{\"name\": \"Theirs\", \"stream_id\": \"it-theirs\"}")
                .expectStatus()
                .isCreated();
        assertThat(live("it-theirs").get().getSpec().title()).isEqualTo("Bench");
        gateway.admin()
                .delete()
                .uri("/api/tasks/it-theirs")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.stream_deleted")
                .isEqualTo(false);
        assertThat(live("it-theirs").get()).isNotNull();
    }

    @Test
    @DisplayName("a name that cannot be one is explained")
    void badName() {
        post("/api/tasks", "{\"name\": \"x\", \"stream_id\": \"Bench_1\"}")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("stream_id")
                .jsonPath("$.errors[0].message")
                .value(String.class, text -> assertThat(text).contains("at most 40 characters"));
    }

    @Test
    @DisplayName("the edge hears 404 of a stream that is not there")
    void unknownStream() {
        String token =
                gateway.bean(StreamTokens.class)
                        .sign("it-gone", new Viewer.Admin("x"), clock.instant().plusSeconds(60));
        gateway.nobody()
                .get()
                .uri("/internal/edge/check")
                .header("X-Stream-Id", "it-gone")
                .header("X-Stream-Token", token)
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    @DisplayName("nobody learns one word of the streaming half's health, admins learn why")
    void health() {
        apply("it-health");
        observe("it-health", RUNNING);
        awaitStatus("it-health", "running");
        gateway.nobody()
                .get()
                .uri("/streaming/api/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.detail")
                .doesNotExist();
        get("/streaming/api/health")
                .jsonPath("$.detail.kubernetes")
                .isEqualTo(true)
                .jsonPath("$.detail.streams.running")
                .exists();
    }

    @Test
    @DisplayName("a stream that is deleted takes its task along and leaves its order")
    void deleted() {
        post("/api/tasks", "{\"name\": \"Deleted\", \"stream_id\": \"it-deleted\"}")
                .expectStatus()
                .isCreated();
        UUID order = order("deleted-1");
        assign(order, "it-deleted");

        delete("it-deleted").expectStatus().isNoContent();

        assertThat(live("it-deleted").get()).isNull();
        assertThat(audited("it-deleted"))
                .isEqualTo("task.create, stream.delete, stream.release, task.delete");
        get("/api/tasks").jsonPath("$[?(@.stream_id == 'it-deleted')]").isEmpty();
        assertThat(shown("it-deleted")).isZero();
    }

    /** How many orders the stream shows now. */
    private long shown(String stream) {
        return gateway.database()
                .sql(
                        "select count(*) from order_stream where stream_id = ? and valid_until is null")
                .param(stream)
                .query(Long.class)
                .single();
    }

    private RestTestClient.ResponseSpec delete(String stream) {
        return gateway.admin().delete().uri("/api/streams/{id}", stream).exchange();
    }

    @Test
    @DisplayName("one that somebody else made can be deleted too; one that is not there is no deed")
    void deletedElsewhere() {
        apply("it-elsewhere");
        delete("it-elsewhere").expectStatus().isNoContent();
        assertThat(live("it-elsewhere").get()).isNull();

        UUID order = order("deleted-2");
        assign(order, "it-never");
        delete("it-never").expectStatus().isNotFound();
        assertThat(audited("it-never")).isEmpty();
        get("/api/admin/orders/" + order + "/streams").jsonPath("$.length()").isEqualTo(1);
    }

    @Test
    @DisplayName(
            "recordings of an order are told to be complete although one of its cameras is gone")
    void recordingsOfGoneStream() {
        UUID order = order("R-gone");
        assign(order, "camera-that-was-deleted");

        Replays.Found found =
                gateway.bean(Replays.class)
                        .ofOrder(order, new Viewer.Admin("anna"), Instant.now().plusSeconds(60));

        assertThat(found.complete()).isTrue();
        assertThat(found.replays()).isEmpty();
    }

    @Test
    @DisplayName("whoever follows the streams learns of a viewer who comes")
    void audience() throws Exception {
        apply("it-watched");
        String token =
                gateway.bean(StreamTokens.class)
                        .sign("it-watched", new Viewer.Admin("x"), clock.instant().plusSeconds(60));
        try (var feed = EventReader.open(gateway, "/api/streams/events")) {
            assertThat(feed.events().poll(10, TimeUnit.SECONDS).name()).isEqualTo("streams");
            gateway.nobody()
                    .get()
                    .uri("/internal/edge/check")
                    .header("X-Stream-Id", "it-watched")
                    .header("X-Stream-Token", token)
                    .exchange()
                    .expectStatus()
                    .is2xxSuccessful();
            assertThat(feed.await("stream", "\"viewers\":1")).contains("\"it-watched\"");
        }
    }
}
