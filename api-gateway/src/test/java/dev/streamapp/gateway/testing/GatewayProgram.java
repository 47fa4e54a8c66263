package dev.streamapp.gateway.testing;

import dev.streamapp.gateway.Gateway;
import dev.streamapp.gateway.platform.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A gateway in a process of its own, with nothing of the tests in it, whose log can be read. There
 * is no cluster.
 */
public final class GatewayProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final Settings settings;
    private final Process process;

    private GatewayProgram(Map<String, String> variables) throws IOException {
        this.settings = Settings.from(variables);
        var program =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@java.args",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Gateway.class.getName(),
                        "--server.port=0",
                        "--management.server.port=0");
        program.environment().putAll(variables);
        program.environment().put("KUBECONFIG", kubeconfig().toString());
        this.process = program.redirectErrorStream(true).start();
        Thread.startVirtualThread(this::read);
    }

    /** Starts it with an empty database. */
    public static GatewayProgram launch(Map<String, String> changes) {
        try {
            return new GatewayProgram(Environment.variables(Databases.create(), changes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, and returns when it serves. */
    public static GatewayProgram start(Map<String, String> changes) {
        GatewayProgram program = launch(changes);
        try {
            program.awaitLine(line -> line.contains("Started Gateway"));
        } catch (Throwable e) {
            program.close();
            throw e;
        }
        return program;
    }

    /** What it has printed so far. */
    public List<String> log() {
        return List.copyOf(log);
    }

    /** Waits until it has printed such a line. */
    public String awaitLine(Predicate<String> wanted) {
        Awaitility.await("a line of the log")
                .atMost(PATIENCE)
                .failFast("it has ended", () -> !process.isAlive())
                .until(() -> log.stream().anyMatch(wanted));
        return log.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** A request of an admin. */
    public HttpResponse<String> ask(String method, String path, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("Authorization", "Bearer " + AdminToken.in(database()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private JdbcClient database() {
        var database = settings.database();
        return JdbcClient.create(
                new DriverManagerDataSource(
                        database.url(), database.user(), database.password().text()));
    }

    private void read() {
        try (var lines = process.inputReader()) {
            lines.lines().forEach(log::add);
        } catch (IOException | UncheckedIOException e) {
            // it has ended
        }
    }

    /** The first of two: that of probes and metrics follows. */
    private int port() {
        String line = awaitLine(words -> words.contains("Tomcat started on port "));
        return Integer.parseInt(line.replaceFirst(".*started on port ([0-9]+).*", "$1"));
    }

    /** On port 1 nobody answers, and that at once. */
    private static Path kubeconfig() throws IOException {
        return Files.writeString(
                Path.of("target/no-cluster.yaml").toAbsolutePath(),
                """
                apiVersion: v1
                kind: Config
                clusters: [{name: none, cluster: {server: "http://127.0.0.1:1"}}]
                users: [{name: nobody, user: {}}]
                contexts: [{name: none, context: {cluster: none, user: nobody}}]
                current-context: none
                """);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
