package dev.streamapp.operator.testing;

import static org.awaitility.Awaitility.await;

import dev.streamapp.operator.Main;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An operator as a process of its own, as its container would run it. */
public final class OperatorProcess implements AutoCloseable {

    private final String name;
    private final Map<String, String> settings;
    private final Path log;
    private int port;
    private Process process;

    /** Starts it under this host name. */
    public OperatorProcess(String name, Map<String, String> settings) throws IOException {
        this.name = name;
        this.settings = settings;
        this.log = Path.of("target", name + ".log");
        start();
    }

    private void start() throws IOException {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx160m",
                        Main.class.getName());
        builder.environment().putAll(settings);
        builder.environment()
                .put(
                        "CLASSPATH",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")));
        builder.environment().put("HOSTNAME", name);
        builder.environment().put("HTTP_PORT", String.valueOf(port));
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    public String name() {
        return name;
    }

    /** Waits until it watches. */
    public void awaitReady() {
        await(name + " is ready")
                .ignoreExceptions()
                .until(() -> {
                    if (lostItsPort()) {
                        start();
                    }
                    return get("/readyz") == 200;
                });
    }

    /** Somebody else took it after it was found free. */
    private boolean lostItsPort() throws IOException {
        return !process.isAlive() && Files.readString(log).contains("Address already in use");
    }

    /** It dies without a word. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** It is told to end, and does. */
    public void end() {
        process.destroy();
        await(name + " has ended").until(() -> !process.isAlive());
    }

    private int get(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                    .statusCode();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
