package dev.streamapp.operator.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An operator in a process of its own, run as its image runs it. */
final class OperatorProcess implements AutoCloseable {

    static final String PORTS = "10000-12999";

    /** The limit of its container, of which the heap is a share. */
    private static final String CHARTS_MEMORY = "384m";

    private final Component process;
    private final Duration start;

    private OperatorProcess(Component process, Duration start) {
        this.process = process;
        this.start = start;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param home holds the Java, its arguments and the class cache
     */
    static OperatorProcess start(Path home, Path kubeconfig, String packagerWatchUrl)
            throws IOException, InterruptedException {
        int port = freePort();
        URI readiness = URI.create("http://127.0.0.1:%d/readyz".formatted(port));
        long from = System.nanoTime();
        Component process =
                Component.start(
                        home,
                        "operator",
                        Map.of(
                                "KUBECONFIG",
                                kubeconfig.toString(),
                                "OPERATOR_NAMESPACE",
                                Furniture.SYSTEM,
                                "PACKAGER_IMAGE",
                                "localhost/streamapp/packager:bench",
                                "PUBLISHER_IMAGE",
                                "localhost/streamapp/publisher:bench",
                                "INGEST_PORT_RANGE",
                                PORTS,
                                "INGEST_PUBLIC_HOST",
                                "ingest.example.org",
                                "HTTP_PORT",
                                Integer.toString(port),
                                "PACKAGER_WATCH_URL",
                                packagerWatchUrl),
                        List.of(
                                home.resolve("java/bin/java").toString(),
                                "-XX:AOTCache=" + home.resolve("operator.aot"),
                                "-XX:MaxRAM=" + CHARTS_MEMORY,
                                "@" + home.resolve("java.args"),
                                "dev.streamapp.operator.Main"));
        try {
            process.await("the operator", 60, () -> answers(readiness));
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.close();
            throw e;
        }
        return new OperatorProcess(process, Duration.ofNanos(System.nanoTime() - from));
    }

    private static boolean answers(URI address) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Its memory and processor time. */
    Component process() {
        return process;
    }

    /** From the start of the process until it was ready. */
    Duration startTook() {
        return start;
    }

    @Override
    public void close() {
        process.close();
    }
}
