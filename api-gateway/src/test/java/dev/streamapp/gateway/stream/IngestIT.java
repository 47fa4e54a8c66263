package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Namespaces;
import dev.streamapp.gateway.testing.UsedRights;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.test.web.servlet.client.RestTestClient;

/** How to publish, asked of a gateway at a real kube-apiserver; the test plays the operator. */
@ExtendWith(KubeApi.class)
class IngestIT extends GatewayTest {

    private static final String NAMESPACE = "gateway-ingest";
    private static final String PASSPHRASE = "of-the-operator-0123456789";
    private static final String ADDRESS =
            "srt://ingest.example.com:10007?mode=caller&latency=200000&pbkeylen=32";

    private final KubernetesClient administrator;
    private final UsedRights rights = new UsedRights();
    private final KubernetesClient observed;

    IngestIT(KubernetesClient administrator) {
        this.administrator = administrator;
        Namespaces.make(administrator, NAMESPACE);
        this.observed =
                new KubernetesClientBuilder()
                        .withConfig(administrator.getConfiguration())
                        .withHttpClientBuilderConsumer(
                                http -> http.addOrReplaceInterceptor("rights", rights))
                        .build();
    }

    @Override
    protected KubernetesClient cluster() {
        return observed;
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of("STREAMS_NAMESPACE", NAMESPACE);
    }

    @BeforeAll
    void informed() {
        await().until(() -> gateway.bean(Streams.class).loaded());
    }

    @AfterAll
    void close() {
        observed.close();
    }

    /** A stream with an address; returns its uid. */
    private String stream(String name, String ingest) {
        administrator
                .resource(
                        """
                        {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream",
                         "metadata": {"name": "%s", "namespace": "%s"}, "spec": {"ingest": %s}}
                        """
                                .formatted(name, NAMESPACE, ingest))
                .serverSideApply();
        var live = administrator.resources(LiveStream.class).inNamespace(NAMESPACE).withName(name);
        live.subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        """
                        {"status": {"phase": "Starting", "conditions": [], "ingestUrl": "%s"}}
                        """
                                .formatted(ADDRESS));
        await().until(() ->
                gateway.bean(Streams.class)
                        .find(name)
                        .filter(seen -> StreamView.statusOf(seen).ingestUrl() != null)
                        .isPresent());
        return live.get().getMetadata().getUid();
    }

    private void secret(String name, String owner, String uid, String passphrase) {
        administrator
                .resource(
                        new SecretBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(NAMESPACE)
                                .withOwnerReferences(
                                        new OwnerReferenceBuilder()
                                                .withApiVersion("streamapp.dev/v1alpha1")
                                                .withKind("LiveStream")
                                                .withName(owner)
                                                .withUid(uid)
                                                .build())
                                .endMetadata()
                                .withStringData(
                                        Map.of("passphrase", passphrase, "streamKey", passphrase))
                                .build())
                .create();
    }

    private RestTestClient.ResponseSpec ask(String stream) {
        return gateway.admin().get().uri("/api/streams/{id}/ingest", stream).exchange();
    }

    private String answer(String stream) {
        return ask(stream)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private long told(String stream) {
        return gateway.database()
                .sql(
                        "select count(*) from audit_log where action = 'stream.passphrase' and subject = ? and actor = 'token:test'")
                .param(stream)
                .query(Long.class)
                .single();
    }

    @Test
    @DisplayName(
            "the passphrase that the operator made is told, kept by no cache, and written down")
    void own() {
        secret("own-ingest", "own", stream("own", "{\"srt\": {}}"), PASSPHRASE);

        ask("own")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("Cache-Control", "no-store")
                .expectBody()
                .jsonPath("$.protocol")
                .isEqualTo("srt")
                .jsonPath("$.ingest_url")
                .isEqualTo(ADDRESS)
                .jsonPath("$.encrypted")
                .isEqualTo(true)
                .jsonPath("$.passphrase")
                .isEqualTo(PASSPHRASE)
                .jsonPath("$.publish_url")
                .isEqualTo(ADDRESS + "&passphrase=" + PASSPHRASE)
                .jsonPath("$.message")
                .doesNotExist();

        assertThat(told("own")).isEqualTo(1);
        assertThat(
                        gateway.database()
                                .sql("select coalesce(string_agg(detail, ' '), '') from audit_log")
                                .query(String.class)
                                .single())
                .doesNotContain(PASSPHRASE);
    }

    @Test
    @DisplayName("RTMP has its stream key told; to a stream that is pulled nobody publishes")
    void otherKinds() {
        secret("keyed-stream-key", "keyed", stream("keyed", "{\"rtmp\": {}}"), PASSPHRASE);
        stream("pulled", "{\"rtsp\": {\"url\": \"rtsp://camera.example/live\"}}");

        assertThat(answer("keyed"))
                .contains("\"protocol\":\"rtmp\"", "\"passphrase\":\"" + PASSPHRASE + "\"")
                .contains("{\"name\":\"keyed-stream-key\",\"key\":\"streamKey\"}");
        assertThat(told("keyed")).isEqualTo(1);
        assertThat(answer("pulled"))
                .contains("\"protocol\":\"rtsp\"")
                .contains("pulled from its source")
                .doesNotContain("publish_url");
    }

    @Test
    @DisplayName("a Secret that the stream merely names is named in turn, and never asked for")
    void named() {
        secret("victim", "victim", stream("victim", "{\"srt\": {}}"), PASSPHRASE);
        stream("thief", "{\"srt\": {\"passphraseSecretRef\": {\"name\": \"victim\"}}}");
        var before = rights.used();

        String answer = answer("thief");

        assertThat(answer)
                .contains("\"secret\":{\"name\":\"victim\",\"key\":\"passphrase\"}")
                .contains("does not read")
                .doesNotContain(PASSPHRASE)
                .doesNotContain("publish_url");
        assertThat(rights.used()).isEqualTo(before);
        assertThat(told("thief")).isZero();
    }

    @Test
    @DisplayName("a Secret of the operator's name that another owns, even a namesake, is not told")
    void foreign() {
        String uid = stream("other", "{\"srt\": {}}");
        stream("usurped", "{\"srt\": {}}");
        secret("usurped-ingest", "usurped", uid, PASSPHRASE);

        assertThat(answer("usurped")).contains("not the stream's own").doesNotContain(PASSPHRASE);
        assertThat(told("usurped")).isZero();
    }

    @Test
    @DisplayName("where there is no passphrase it says why, and an open stream needs none")
    void none() {
        stream("early", "{\"srt\": {}}");
        stream("open", "{\"srt\": {\"encryption\": \"None\"}}");
        stream("card", "{\"testPattern\": {}}");

        assertThat(answer("early")).contains("not been made yet").doesNotContain("\"passphrase\":");
        assertThat(answer("open"))
                .contains("\"encrypted\":false")
                .contains("\"publish_url\":\"" + ADDRESS);
        assertThat(answer("card"))
                .contains("\"protocol\":\"testPattern\"")
                .contains("nobody publishes");
        ask("nobody").expectStatus().isNotFound();
    }
}
