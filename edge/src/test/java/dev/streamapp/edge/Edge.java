package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One edge with ports, folders and a certificate of its own. */
final class Edge implements AutoCloseable {

    static final String HOST = "live.example.com";

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();
    private final Process process;

    private Edge(Path folder, StandIn gateway, Map<String, String> settings) throws IOException {
        this.folder = folder;
        choosePorts("HTTPS_PORT", "HTTP_PORT", "FRONT_PORT", "PROBES_PORT");
        environment.put("GATEWAY", gateway.address());
        environment.put("PUBLIC_HOST", HOST);
        environment.putAll(settings);
        for (String part : List.of("run", "cache", "tls", "log")) {
            anybody(Files.createDirectory(folder.resolve(part)), "rwxrwxrwx");
        }
        useCertificate(Certificate.make(HOST));
        this.process = start();
    }

    static Edge start(StandIn gateway, Map<String, String> settings) {
        Edge edge;
        try {
            EdgeImage.build(ROOT);
            Path all = Files.createDirectories(Path.of("target/edges").toAbsolutePath());
            edge = new Edge(Files.createTempDirectory(all, "edge"), gateway, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            edge.awaitReady();
        } catch (Throwable e) {
            edge.process.destroy();
            throw e;
        }
        return edge;
    }

    private void awaitReady() {
        Awaitility.await("the edge is ready")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .failFast(() -> assertThat(process.isAlive()).as(logs()).isTrue())
                .until(this::isReady);
    }

    private Process start() throws IOException {
        var command = new ArrayList<>(List.of("hack/images/run", "edge"));
        Map.of("run", "/run/edge", "cache", "/var/cache/edge", "tls", "/etc/edge/tls")
                .forEach((part, path) ->
                        command.addAll(
                                List.of("--volume", folder.resolve(part).toString() + ":" + path)));
        environment.forEach((name, value) -> command.addAll(List.of("--env", name + "=" + value)));
        command.add("/usr/local/bin/start");
        return new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log("access").toFile()))
                .redirectError(ProcessBuilder.Redirect.appendTo(log("error").toFile()))
                .start();
    }

    /** What its probe says. */
    boolean isReady() {
        try (var client = HttpClient.newHttpClient()) {
            var probe = URI.create("http://127.0.0.1:" + port("PROBES") + "/healthz");
            var request = HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(2)).build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 204;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of HTTPS, HTTP, FRONT or PROBES. */
    int port(String name) {
        return Integer.parseInt(environment.get(name + "_PORT"));
    }

    /** A connection to the TLS port. */
    Wire https() {
        return Wire.tls(port("HTTPS"));
    }

    /** One request by HTTPS. */
    Reply ask(String method, String target, String... headers) {
        try (Wire wire = https()) {
            return wire.ask(method, target, headers);
        }
    }

    Reply get(String target, String... headers) {
        return ask("GET", target, headers);
    }

    /** As the kubelet changes a mounted Secret: both files at once, as nearly as a test can. */
    void useCertificate(Certificate certificate) throws IOException {
        write("tls.key", certificate.key());
        write("tls.crt", certificate.chain());
    }

    private void write(String name, String text) throws IOException {
        Path written = Files.writeString(folder.resolve(name), text);
        anybody(written, "rw-r--r--");
        Files.move(
                written, folder.resolve("tls").resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of requests ("access") or nginx's own ("error"). */
    Path log(String name) {
        return folder.resolve("log").resolve(name + ".log");
    }

    String logs() {
        try {
            return Files.readString(log("access")) + Files.readString(log("error"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it is in a log: nginx writes the line of a request when it is over. */
    void awaitLog(String text) {
        Awaitility.await(text)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> logs().contains(text));
    }

    /** Names and contents of everything it has written but its logs. */
    String files() {
        var all = new StringBuilder();
        for (String part : List.of("run", "cache")) {
            try (Stream<Path> files = Files.walk(folder.resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    all.append(file).append('\n');
                    all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all.toString();
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** Held until all are chosen: the system may give a port again that is free again. */
    private void choosePorts(String... names) throws IOException {
        var held = new ArrayList<ServerSocket>();
        try {
            for (String name : names) {
                var socket = new ServerSocket(0);
                held.add(socket);
                environment.put(name, Integer.toString(socket.getLocalPort()));
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /** The image's user is nobody of this machine. */
    private static void anybody(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the edge does not end");
            }
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
