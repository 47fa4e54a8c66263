package dev.streamapp.operator.children;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.Exposure;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.testing.Golden;
import dev.streamapp.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChildrenGoldenTest {

    private static final Golden GOLDEN = new Golden("children");

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "UDP_ROUTE_GATEWAY",
                    "edge/ingest",
                    "NETWORK_POLICY_MEDIA_FROM",
                    "[{\"podSelector\":{\"matchLabels\":{\"app\":\"edge\"}}}]",
                    "NETWORK_POLICY_CONTROL_FROM",
                    "[{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"streamapp\"}}}]");

    static Stream<Path> inputs() throws IOException {
        return GOLDEN.inputs();
    }

    @ParameterizedTest
    @MethodSource("inputs")
    @DisplayName("a LiveStream has exactly the children written down")
    void children(Path input) throws IOException {
        LiveStream stream =
                Serialization.unmarshal(java.nio.file.Files.readString(input), LiveStream.class);

        GOLDEN.hold(
                Golden.name(input),
                build(stream).stream().map(Serialization::asYaml).collect(Collectors.joining()));
    }

    @Test
    @DisplayName("no expected file is without its input")
    void allFilesAreUsed() throws IOException {
        GOLDEN.holdUsed(GOLDEN.inputs().map(Golden::name));
    }

    @Test
    @DisplayName("no child holds the passphrase but the Secret")
    void passphraseStaysInTheSecret() {
        var blueprint = blueprint(Samples.stream("{ingest: {srt: {}}}"));

        assertThat(Serialization.asYaml(PackagerDeployment.build(blueprint)))
                .contains("secretKeyRef")
                .doesNotContain("value: \"cam-ingest\"");
    }

    @Test
    @DisplayName("a load balancer is told what the administrator has it told")
    void loadBalancer() {
        var blueprint =
                new Blueprint(
                        Samples.stream("{ingest: {srt: {}}}"),
                        Samples.settings(
                                Map.of(
                                        "LOAD_BALANCER_ANNOTATIONS", "{\"lb/share\": \"streams\"}",
                                        "LOAD_BALANCER_CLASS", "example.org/lb")),
                        new Blueprint.Door(Exposure.Type.LoadBalancer, IngestProtocol.SRT, 10042));

        var service = IngestService.build(blueprint).orElseThrow();

        assertThat(service.getMetadata().getAnnotations()).containsEntry("lb/share", "streams");
        assertThat(service.getSpec().getLoadBalancerClass()).isEqualTo("example.org/lb");
        assertThat(IngestService.exposureOf(service)).isEqualTo(Exposure.Type.LoadBalancer);
    }

    @Test
    @DisplayName("images of streams are pulled with the administrator's Secrets")
    void pullSecrets() {
        var blueprint =
                new Blueprint(
                        Samples.stream("{ingest: {srt: {}}}"),
                        Samples.settings(
                                Map.of(
                                        "PACKAGER_POD",
                                        "{\"imagePullSecrets\": [{\"name\": \"mirror\"}]}")),
                        null);

        var pod = PackagerDeployment.build(blueprint).getSpec().getTemplate().getSpec();

        assertThat(pod.getImagePullSecrets()).containsExactly(new LocalObjectReference("mirror"));
    }

    @Test
    @DisplayName("streams log as the operator does")
    void logFormat() {
        var blueprint =
                new Blueprint(
                        Samples.stream("{ingest: {srt: {}}}"),
                        Samples.settings(Map.of("LOG_FORMAT", "json")),
                        null);

        var pod = PackagerDeployment.build(blueprint).getSpec().getTemplate().getSpec();

        assertThat(pod.getContainers().getFirst().getEnv())
                .contains(PackagerEnvironment.variable("LOG_FORMAT", "json"));
    }

    private static List<HasMetadata> build(LiveStream stream) {
        var blueprint = blueprint(stream);
        List<HasMetadata> children = new ArrayList<>();
        children.add(DataClaim.build(blueprint));
        IngestService.build(blueprint).ifPresent(children::add);
        IngestRoute.build(blueprint, "v1").ifPresent(children::add);
        children.add(HlsService.build(blueprint));
        StreamNetworkPolicy.build(blueprint).ifPresent(children::add);
        children.add(DisruptionBudget.build(blueprint));
        if (IngestSecret.wanted(blueprint)) {
            children.add(IngestSecret.build(blueprint, "0123456789abcdef0123456789abcdef"));
        }
        children.add(PackagerDeployment.build(blueprint));
        return children;
    }

    private static Blueprint blueprint(LiveStream stream) {
        var exposure =
                Optional.ofNullable(stream.getSpec().exposure().type())
                        .orElse(Exposure.Type.NodePort);
        var ingest = stream.getSpec().ingest();
        int port = Optional.ofNullable(ingest.pinnedPort()).orElse(10042);
        var door =
                ingest.listens()
                        ? new Blueprint.Door(exposure, IngestProtocol.of(ingest), port)
                        : null;
        return new Blueprint(stream, Samples.settings(SETTINGS), door);
    }
}
