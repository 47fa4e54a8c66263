package dev.streamapp.e2e.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Prometheus on this machine. It asks pods at their own addresses, so that the cluster has to be
 * here too.
 */
public final class Prometheus implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT = "streamapp-e2e-prometheus";
    private static final String NAMESPACE = "default";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Cluster cluster;
    private final Discovery discovery;
    private final URI address;
    private final Process process;

    /**
     * Starts it, and waits until it answers.
     *
     * @param directory for its configuration, its data and its log
     */
    public Prometheus(Cluster cluster, Path directory) {
        this.cluster = cluster;
        this.discovery = new Discovery(cluster.client());
        String programs =
                Command.run(Cluster.root(), "hack/monitoring/programs")
                        .orFail()
                        .output()
                        .lines()
                        .reduce("", (_, line) -> line);
        try (var port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = URI.create("http://127.0.0.1:" + port.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Path configuration = directory.resolve("prometheus.yaml");
        try {
            Files.createDirectories(directory);
            Path token = Files.writeString(directory.resolve("token"), token());
            Configuration.write(configuration, discovery, token);
            process =
                    new ProcessBuilder(
                                    programs + "/prometheus",
                                    "--config.file=" + configuration,
                                    "--storage.tsdb.path=" + directory.resolve("data"),
                                    "--web.listen-address=" + address.getAuthority())
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("prometheus.log").toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Prometheus to be ready")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> get("/-/ready").contains("Ready"));
    }

    /** An account that may do what docs/monitoring.md says it takes. */
    private String token() {
        cluster.kubectl("create", "serviceaccount", ACCOUNT, "-n", NAMESPACE);
        cluster.kubectl("create", "clusterrole", ACCOUNT, "--verb=get", "--resource=nodes/metrics");
        cluster.kubectl(
                "create",
                "clusterrolebinding",
                ACCOUNT,
                "--clusterrole=" + ACCOUNT,
                "--serviceaccount=" + NAMESPACE + ":" + ACCOUNT);
        return cluster.kubectl("create", "token", ACCOUNT, "-n", NAMESPACE, "--duration=2h")
                .strip();
    }

    /** The alerts that are pending or firing. */
    public List<Alert> alerts() {
        return ask("/api/v1/alerts").path("alerts").valueStream().map(Alert::of).toList();
    }

    /** What an expression gives: an element for each of its series. */
    public List<JsonNode> query(String expression) {
        String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
        return ask("/api/v1/query?query=" + encoded).path("result").valueStream().toList();
    }

    private JsonNode ask(String path) {
        try {
            JsonNode answer = JSON.readTree(get(path));
            if (!answer.path("status").asText().equals("success")) {
                throw new IllegalStateException(path + ": " + answer);
            }
            return answer.path("data");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String get(String path) throws IOException {
        try {
            HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it, and takes its rights away. */
    @Override
    public void close() {
        process.destroy();
        client.close();
        discovery.close();
        cluster.kubectl("delete", "clusterrolebinding/" + ACCOUNT, "clusterrole/" + ACCOUNT);
        cluster.kubectl("delete", "serviceaccount", ACCOUNT, "-n", NAMESPACE);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
