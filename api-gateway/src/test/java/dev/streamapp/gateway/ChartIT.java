package dev.streamapp.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.Authorizer;
import dev.streamapp.crds.KubeApi;
import dev.streamapp.gateway.testing.Namespaces;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Renders the chart with the helm that lies beside the API server's own binaries. */
@ExtendWith(KubeApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The chart with the gateway")
class ChartIT {

    private static final String SYSTEM = "chart-system";
    private static final String STREAMS = "chart-streams";

    private KubernetesClient cluster;
    private List<HasMetadata> rendered;

    @BeforeAll
    void install(KubernetesClient administrator) throws Exception {
        cluster = administrator;
        Namespaces.make(administrator, SYSTEM);
        rendered = administrator.load(Files.newInputStream(render())).items();
        for (HasMetadata resource : rendered) {
            administrator
                    .resource(resource)
                    .fieldValidation(Validation.STRICT)
                    .forceConflicts()
                    .serverSideApply();
        }
    }

    @Test
    @DisplayName(
            "is accepted by an API server that lets no unknown field pass, and holds no Secret")
    void isAccepted() {
        assertThat(rendered)
                .extracting(HasMetadata::getKind)
                .contains("Deployment", "StatefulSet", "Job", "NetworkPolicy", "Ingress")
                .doesNotContain("Secret");
    }

    @ParameterizedTest(name = "{0}: {2} {1}.{4} in {3}: {5}")
    @CsvSource({
        "gateway,   livestreams, list,   chart-streams, streamapp.dev,          true",
        "gateway,   livestreams, watch,  chart-streams, streamapp.dev,          true",
        "gateway,   livestreams, create, chart-streams, streamapp.dev,          true",
        "gateway,   livestreams, patch,  chart-streams, streamapp.dev,          true",
        "gateway,   livestreams, delete, chart-streams, streamapp.dev,          true",
        "gateway,   pods,        list,   chart-streams, '',                     true",
        "gateway,   pods/log,    get,    chart-streams, '',                     true",
        "gateway,   tokenreviews, create, '',           authentication.k8s.io,  true",
        "gateway,   livestreams, list,   default,       streamapp.dev,          false",
        "gateway,   pods,        delete, chart-streams, '',                     false",
        "gateway,   pods,        list,   chart-system,  '',                     false",
        "gateway,   secrets,     get,    chart-streams, '',                     true",
        "gateway,   secrets,     list,   chart-streams, '',                     false",
        "gateway,   secrets,     watch,  chart-streams, '',                     false",
        "gateway,   secrets,     create, chart-streams, '',                     false",
        "gateway,   secrets,     patch,  chart-streams, '',                     false",
        "gateway,   secrets,     delete, chart-streams, '',                     false",
        "gateway,   secrets,     get,    chart-system,  '',                     false",
        "gateway,   secrets,     get,    default,       '',                     false",
        "bootstrap, secrets,     create, chart-system,  '',                     true",
        "bootstrap, secrets,     get,    chart-system,  '',                     false",
        "bootstrap, secrets,     patch,  chart-system,  '',                     false",
        "bootstrap, secrets,     create, chart-streams, '',                     false"
    })
    @DisplayName("grants what is needed and nothing beside it")
    void grants(
            String account,
            String resource,
            String verb,
            String namespace,
            String group,
            boolean allowed) {
        var words = resource.split("/");
        var user = "system:serviceaccount:%s:chart-%s".formatted(SYSTEM, account);
        var action =
                new ResourceAttributesBuilder()
                        .withNamespace(namespace)
                        .withGroup(group)
                        .withResource(words[0])
                        .withSubresource(words.length > 1 ? words[1] : "")
                        .withVerb(verb)
                        .build();

        // what is granted counts a moment later; once it does, what is not granted shows
        await().untilAsserted(() ->
                assertThat(Authorizer.allows(cluster, user, action)).isEqualTo(allowed));
    }

    private static Path render() throws IOException, InterruptedException {
        // made by KubeApi
        var binaries = Path.of("target/kube-api-test/k8s").toRealPath();
        Path helm;
        try (var found = Files.walk(binaries, 2)) {
            helm = found.filter(path -> path.endsWith("helm")).findFirst().orElseThrow();
        }
        Path yaml = Path.of("target/chart.yaml");
        var command = new ArrayList<>(List.of(helm.toString(), "template", "chart"));
        command.addAll(List.of("../helm/streamapp", "--namespace", SYSTEM));
        command.addAll(List.of("--set", "crds.install=false,gateway.enabled=true"));
        command.addAll(List.of("--set", "gateway.publicHost=live.example.com"));
        command.addAll(List.of("--set", "edge.ingress.enabled=true,edge.ingress.className=public"));
        command.addAll(List.of("--set", "edge.trustedProxies={10.244.0.0/16}"));
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(yaml.toFile())
                        .redirectError(ProcessBuilder.Redirect.PIPE)
                        .start();
        String complaints =
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(complaints).isZero();
        return yaml;
    }
}
