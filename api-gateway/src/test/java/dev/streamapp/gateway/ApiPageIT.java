package dev.streamapp.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.gateway.access.Rights;
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
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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

    private static final String NAMESPACE = "streamapp-streams";
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
        Namespaces.make(cluster, NAMESPACE);
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

    /** What happens is seen a moment later: after each example the shell waits for a line. */
    private void run(List<Example> examples, Path directory)
            throws IOException, InterruptedException {
        var script = new StringBuilder("set -euo pipefail\n");
        for (int i = 0; i < examples.size(); i++) {
            script.append(
                    "{\n%s} < /dev/null > answer-%d\necho done\nread\n"
                            .formatted(examples.get(i).shell(), i));
        }
        Path file =
                Files.writeString(
                        directory.resolve("page.sh"),
                        script.toString()
                                .replace(
                                        "LIVE=https://live.example.com",
                                        "LIVE=http://localhost:" + gateway.port()));
        var builder =
                new ProcessBuilder("timeout", "300", "bash", file.toString())
                        .directory(directory.toFile())
                        .redirectError(directory.resolve("complaints").toFile());
        builder.environment().put("ADMIN_PASSWORD", Environment.ADMIN_PASSWORD);
        Process process = builder.start();
        try (var done = process.inputReader();
                var next = process.outputWriter()) {
            while (done.readLine() != null) {
                awaitCopies();
                next.write("\n");
                next.flush();
            }
        }
        assertThat(process.waitFor())
                .as(Files.readString(directory.resolve("complaints")))
                .isZero();
    }

    /** The gateway answers from copies of the cluster's streams and of who may watch them. */
    private void awaitCopies() {
        var streams = cluster.resources(LiveStream.class).inNamespace(NAMESPACE);
        Awaitility.await()
                .until(() ->
                        versions(gateway.bean(Streams.class).all())
                                .equals(versions(streams.list().getItems())));
        // rights are read all at once: who sees the latest sees those before it
        UUID order = order("after all others");
        UUID latest = access(order, "after_all_others", "x", Duration.ofHours(1));
        Awaitility.await().until(() -> gateway.bean(Rights.class).orderOf(latest).isPresent());
        gateway.database().sql("delete from orders where id = ?").param(order).update();
    }

    private static Set<String> versions(List<LiveStream> streams) {
        return streams.stream()
                .map(stream -> stream.getMetadata().getResourceVersion())
                .collect(Collectors.toSet());
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
