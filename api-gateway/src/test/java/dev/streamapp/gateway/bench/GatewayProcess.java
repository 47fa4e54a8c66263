package dev.streamapp.gateway.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway in a process of its own, run as its image runs it. */
final class GatewayProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double TICKS_A_SECOND = 100;

    /** Fields of /proc/PID/stat, counted behind the name of the program. */
    private static final int USER_TIME = 11;

    private final Process process;
    private final int port;
    private final Duration start;

    private GatewayProcess(Process process, int port, Duration start) {
        this.process = process;
        this.port = port;
        this.start = start;
    }

    /**
     * Starts it and returns when it is ready.
     *
     * @param home holds the Java, its arguments and the class cache
     * @param cores that it may use, as taskset lists them
     */
    static GatewayProcess start(Path home, String cores, Map<String, String> environment)
            throws IOException, InterruptedException {
        int port = freePort();
        int management = freePort();
        var builder =
                new ProcessBuilder(
                        "taskset",
                        "--cpu-list",
                        cores,
                        home.resolve("java/bin/java").toString(),
                        "-XX:AOTCache=" + home.resolve("gateway.aot"),
                        "@" + home.resolve("java.args"),
                        "dev.streamapp.gateway.Gateway",
                        "--server.port=" + port,
                        "--management.server.port=" + management);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(home.resolve("gateway.log").toFile());
        long from = System.nanoTime();
        Process process = builder.start();
        try {
            awaitReady(process, management, from);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
        return new GatewayProcess(process, port, Duration.ofNanos(System.nanoTime() - from));
    }

    private static void awaitReady(Process process, int port, long from)
            throws IOException, InterruptedException {
        URI readiness = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(port));
        while (!answers(readiness)) {
            if (!process.isAlive() || System.nanoTime() - from > PATIENCE.toNanos()) {
                throw new IOException("The gateway is not ready; see its log, gateway.log");
            }
            Thread.sleep(10);
        }
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

    /** An address of its API. */
    URI address(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    /** From the start of the process until it was ready. */
    Duration startTook() {
        return start;
    }

    /** Resident memory in MiB, the pages of files that it maps included. */
    long residentMebibytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Processor time used so far. */
    double processorSeconds() throws IOException {
        String stat =
                Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                        .replaceFirst(".*\\) ", "");
        String[] fields = stat.split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
                / TICKS_A_SECOND;
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
