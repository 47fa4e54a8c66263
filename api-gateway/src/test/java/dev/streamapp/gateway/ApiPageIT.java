package dev.streamapp.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.gateway.stream.Streams;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.Namespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/api.md, executed from its first line to its last in one shell. */
@ExtendWith(KubeApi.class)
class ApiPageIT extends GatewayTest {

    private static final Path PAGE = Path.of("../docs/api.md");
    private static final Pattern BLOCK =
            Pattern.compile("```bash\\n(.*?)```\\n(?:```json\\n(.*?)```)?", Pattern.DOTALL);

    private final KubernetesClient cluster;
    private final JsonMapper json = new JsonMapper();

    ApiPageIT(KubernetesClient cluster) {
        this.cluster = cluster;
    }

    /** A piece of shell and, where the page shows one, its answer. */
    private record Example(String shell, @Nullable String answer) {}

    @Override
    protected KubernetesClient cluster() {
        Namespaces.make(cluster, "streamapp-streams");
        return cluster;
    }

    private static List<Example> examples() throws IOException {
        var examples = new ArrayList<Example>();
        var blocks = BLOCK.matcher(Files.readString(PAGE));
        while (blocks.find()) {
            examples.add(new Example(blocks.group(1), blocks.group(2)));
        }
        return examples;
    }

    @Test
    @DisplayName("every example of the page does what the page says")
    void page(@TempDir Path directory) throws IOException, InterruptedException {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> gateway.bean(Streams.class).loaded());
        List<Example> examples = examples();
        assertThat(examples).hasSizeGreaterThan(20);
        run(examples, directory);

        for (int i = 0; i < examples.size(); i++) {
            var example = examples.get(i);
            if (example.answer() != null) {
                String answer = Files.readString(directory.resolve("answer-" + i));
                assertThat(answer).as(example.shell()).isNotBlank();
                check(json.readTree(example.answer()), json.readTree(answer), example.shell());
            }
        }
    }

    /** What happens is seen a moment later: the gateway follows the cluster and the database. */
    private void run(List<Example> examples, Path directory)
            throws IOException, InterruptedException {
        var script = new StringBuilder("set -euo pipefail\n");
        for (int i = 0; i < examples.size(); i++) {
            script.append("{\n%s} > answer-%d\nsleep 0.5\n".formatted(examples.get(i).shell(), i));
        }
        Path file =
                Files.writeString(
                        directory.resolve("page.sh"),
                        script.toString()
                                .replace(
                                        "LIVE=https://live.example.com",
                                        "LIVE=http://localhost:" + gateway.port()));
        var builder =
                new ProcessBuilder("bash", file.toString())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("output").toFile());
        builder.environment().put("ADMIN_PASSWORD", Environment.ADMIN_PASSWORD);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(directory.resolve("output"))).isZero();
    }

    /** All that the page shows must be there; "…" stands for anything. */
    private void check(JsonNode shown, JsonNode answer, String where) {
        if (shown.isString() && shown.asString().equals("…")) {
            assertThat(answer.isMissingNode()).as(where).isFalse();
        } else if (shown.isObject()) {
            shown.properties()
                    .forEach(field ->
                            check(
                                    field.getValue(),
                                    answer.path(field.getKey()),
                                    where + "\n" + field.getKey() + " in " + answer));
        } else if (shown.isArray()) {
            assertThat(answer.size()).as(where).isGreaterThanOrEqualTo(shown.size());
            for (int i = 0; i < shown.size(); i++) {
                check(shown.get(i), answer.path(i), where);
            }
        } else {
            assertThat(answer).as(where).isEqualTo(shown);
        }
    }
}
