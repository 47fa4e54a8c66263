package dev.streamapp.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules as the API server enforces them. A file {@code invalid/*.yaml} begins with a comment:
 * the message it must be refused with. It holds one manifest, or two with the same name: the first
 * must be taken, and the change to the second refused.
 */
@ExtendWith(KubeApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveStreamRulesIT {

    private static final String NAMESPACE = "rules";
    private static final Path MANIFESTS = Path.of("src/test/resources");

    private KubernetesClient client;

    @BeforeAll
    void connect(KubernetesClient administrator) {
        client = administrator;
        client.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(NAMESPACE)
                                .endMetadata()
                                .build())
                .serverSideApply();
    }

    static Stream<Path> invalid() throws IOException {
        return Files.list(MANIFESTS.resolve("invalid")).sorted();
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName("an invalid LiveStream is refused with a message that helps")
    void invalid(Path file) throws IOException {
        String text = Files.readString(file);
        String message = text.lines().findFirst().orElseThrow().substring("# ".length());
        List<GenericKubernetesResource> manifests = manifests(text);
        manifests.subList(0, manifests.size() - 1).forEach(this::apply);

        assertThatThrownBy(() -> apply(manifests.getLast()))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(message);
    }

    @Test
    @DisplayName("a LiveStream that says only where the picture comes from gets every default")
    void defaults() {
        var stored =
                apply(
                        manifests(
                                        """
                                        apiVersion: streamapp.dev/v1alpha1
                                        kind: LiveStream
                                        metadata: {name: smallest}
                                        spec: {ingest: {srt: {}}}
                                        """)
                                .getFirst());

        assertThat(Serialization.asYaml(stored.getAdditionalProperties().get("spec")))
                .isEqualTo(
                        Serialization.asYaml(
                                Serialization.unmarshal(
                                        """
                                        exposure: {}
                                        hls: {partDuration: 200ms, segmentDuration: 2s, window: 8}
                                        ingest:
                                          srt: {encryption: AES256, latency: 200ms, mode: Listener}
                                        reconnectWindow: 60s
                                        resources: {limits: {}, requests: {}}
                                        scheduling: {}
                                        storage: {reclaim: Delete, size: 1Gi}
                                        suspend: false
                                        """,
                                        Map.class)));
    }

    @Test
    @DisplayName("the records put the same defaults in place as the API server")
    void recordsAgreeOnDefaults() {
        var smallest =
                manifests(
                                """
                                apiVersion: streamapp.dev/v1alpha1
                                kind: LiveStream
                                metadata: {name: agreed}
                                spec: {ingest: {testPattern: {}}}
                                """)
                        .getFirst();
        var unseen = Serialization.unmarshal(Serialization.asYaml(smallest), LiveStream.class);

        apply(smallest);
        var stored = client.resources(LiveStream.class).inNamespace(NAMESPACE).withName("agreed");

        assertThat(stored.get().getSpec()).isEqualTo(unseen.getSpec());
    }

    @Test
    @DisplayName("storage may grow, and a port may be named later")
    void allowedChanges() {
        String manifest =
                """
                apiVersion: streamapp.dev/v1alpha1
                kind: LiveStream
                metadata: {name: grows}
                spec: {ingest: {srt: {%s}}, storage: {size: %s}}
                """;

        apply(manifests(manifest.formatted("", "1Gi")).getFirst());
        apply(manifests(manifest.formatted("port: 10005", "1536Mi")).getFirst());

        assertThat(
                        client.resources(LiveStream.class)
                                .inNamespace(NAMESPACE)
                                .withName("grows")
                                .get()
                                .getSpec()
                                .storage()
                                .size())
                .isEqualTo("1536Mi");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rtmp: {}",
                "rtmp: {port: 10007, streamKeySecretRef: {name: mine}}",
                "srt: {mode: Caller, url: 'srt://[fd00::7]:9000', encryption: None, streamId: '#!::r=a'}",
                "srt: {mode: Caller, url: 'srt://encoder.example:9000', passphraseSecretRef: {name: x}}",
                "rtsp: {url: 'rtsp://10.0.0.7:8554/Streaming/Channels/101?transportmode=unicast'}",
                "rtsp: {url: 'rtsp://camera/cam?channel=1&subtype=0', credentialsSecretRef: {name: x}}"
            })
    @DisplayName("every kind of ingest is taken, and reads as it was written")
    void kinds(String ingest) {
        var stored =
                apply(
                        manifests(
                                        """
                                        apiVersion: streamapp.dev/v1alpha1
                                        kind: LiveStream
                                        metadata: {name: kind-%s}
                                        spec: {ingest: {%s}}
                                        """
                                                .formatted(
                                                        Integer.toHexString(ingest.hashCode()),
                                                        ingest))
                                .getFirst());

        assertThat(
                        client.resources(LiveStream.class)
                                .inNamespace(NAMESPACE)
                                .withName(stored.getMetadata().getName())
                                .get()
                                .getSpec()
                                .ingest()
                                .testPattern())
                .isNull();
    }

    private GenericKubernetesResource apply(GenericKubernetesResource manifest) {
        var resource = client.resource(manifest).inNamespace(NAMESPACE);
        return resource.get() == null ? resource.create() : resource.update();
    }

    private static List<GenericKubernetesResource> manifests(String text) {
        return Stream.of(text.split("(?m)^---$"))
                .map(part -> Serialization.unmarshal(part, GenericKubernetesResource.class))
                .toList();
    }
}
