package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is spoken, to openssl and curl, which know what Java has forgotten and what it has not
 * learned.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The edge speaks")
class TlsIT {

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private Edge edge;

    @BeforeAll
    void start() {
        edge = Edge.start(gateway, Map.of());
    }

    @AfterAll
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    private String openssl(String... options) throws IOException, InterruptedException {
        return run(
                Stream.concat(
                        Stream.of(
                                "openssl",
                                "s_client",
                                "-connect",
                                "127.0.0.1:" + edge.port("HTTPS")),
                        Stream.of(options)));
    }

    private static String run(Stream<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2, TLSv1.2", "-tls1_3, TLSv1.3"})
    @DisplayName("TLS 1.2 and 1.3")
    void modern(String option, String version) throws Exception {
        assertThat(openssl(option))
                .containsPattern("New, TLSv1\\.[23], Cipher is [A-Z0-9_-]+")
                .contains(version);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-tls1_1 -cipher DEFAULT@SECLEVEL=0",
                "-tls1 -cipher DEFAULT@SECLEVEL=0",
                "-tls1_2 -cipher AES128-SHA:AES256-SHA:AES128-GCM-SHA256@SECLEVEL=0",
                "-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA@SECLEVEL=0"
            })
    @DisplayName("nothing older: no TLS 1.1, no ciphers without forward secrecy")
    void old(String options) throws Exception {
        assertThat(openssl(options.split(" "))).contains("alert", "Cipher is (NONE)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http2", "--http1.1"})
    @DisplayName("HTTP/2, and HTTP/1.1 to those who know no better")
    void versions(String version) throws Exception {
        String address =
                "https://127.0.0.1:%d/hls/_/%s/bench-7/live.m3u8"
                        .formatted(edge.port("HTTPS"), gateway.admit("bench-7"));
        String said =
                run(
                        Stream.of(
                                "curl",
                                "-sk",
                                version,
                                "-w",
                                "%{http_version} %{http_code}",
                                address));
        assertThat(said).isEqualTo("#EXTM3U\n" + (version.equals("--http2") ? "2 200" : "1.1 200"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /, 308, https://live.example.com/",
        "POST, /api/admin/session, 308, https://live.example.com/api/admin/session",
        "GET, /hls/bench-7/playlist.m3u8?token=x, 308, https://live.example.com/hls/bench-7/playlist.m3u8?token=x",
        "GET, /internal/edge/check, 308, https://live.example.com/internal/edge/check"
    })
    @DisplayName("HTTP only to send everybody to HTTPS, whatever the Host header says")
    void plain(String method, String target, int status, String location) {
        try (Wire wire = Wire.plain(edge.port("HTTP"))) {
            Reply reply =
                    wire.send(
                            "%s %s HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 0\r\n\r\n"
                                    .formatted(method, target));
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.header("location")).isEqualTo(location);
        }
        assertThat(gateway.passedOn()).noneMatch(seen -> seen.target().equals(target));
    }

    @Test
    @DisplayName("HSTS with its own errors too")
    void strict() {
        try (Wire wire = Wire.plain(edge.port("HTTPS"))) {
            Reply reply = wire.send("GET / HTTP/1.1\r\nHost: live.example.com\r\n\r\n");
            assertThat(reply.status()).as("HTTP at the port of HTTPS").isEqualTo(400);
            assertThat(reply.header("strict-transport-security")).isNotEmpty();
        }
        try (Wire wire = edge.https()) {
            Reply reply = wire.send("NONSENSE\r\n\r\n");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.header("strict-transport-security")).isNotEmpty();
        }
    }

    @Test
    @DisplayName("at the port of the probes of its own state and nothing else")
    void probes() {
        try (Wire wire = Wire.plain(edge.port("PROBES"))) {
            assertThat(wire.ask("GET", "/healthz").status()).isEqualTo(204);
            // those of the tests before may not be over yet
            Awaitility.await("this connection alone")
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(50))
                    .untilAsserted(() ->
                            assertThat(wire.ask("GET", "/metrics").text())
                                    .contains("streamapp_edge_connections{state=\"writing\"} 1\n"));
            assertThat(wire.ask("GET", "/api/health").status()).isEqualTo(404);
        }
    }
}
