package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much one client, and one token, is given. */
@DisplayName("The limits")
class LimitsIT {

    private static final String LOG_IN = "/api/live-stream/authenticate";

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private Edge edge;

    @AfterEach
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    /** Statuses of so many requests on one connection, one after the other. */
    private static List<Reply> repeat(Wire wire, int times, String method, String target) {
        return IntStream.range(0, times)
                .mapToObj(i -> wire.ask(method, target, "Content-Length: 0"))
                .toList();
    }

    private static long passed(List<Reply> replies) {
        return replies.stream().filter(reply -> reply.status() == 200).count();
    }

    @ParameterizedTest
    @ValueSource(strings = {LOG_IN, "/api/admin/session", "/admin/log-in"})
    @DisplayName(
            "let a client try so many log-ins and no more, wherever it tries; another client is free")
    void logIn(String target) {
        edge =
                Edge.start(
                        gateway,
                        Map.of(
                                "LOG_IN_RATE",
                                "6",
                                "LOG_IN_BURST",
                                "4",
                                "TRUSTED_PROXIES",
                                "127.0.0.9/32"));
        try (Wire wire = edge.https()) {
            assertThat(passed(repeat(wire, 3, "POST", target.replace("a", "%61")))).isEqualTo(3);
            List<Reply> replies = repeat(wire, 6, "POST", target);
            assertThat(passed(replies)).isEqualTo(2);
            refused(replies.getLast(), "10");
            assertThat(replies.getLast().text().contains("\"error\":"))
                    .isEqualTo(target.equals(LOG_IN));
            assertThat(wire.ask("GET", target).status()).as("what is no log-in").isEqualTo(200);
        }
        assertThat(gateway.passedOn()).hasSize(6);
        try (Wire wire = Wire.tls(edge.port("HTTPS"), "127.0.0.2", "")) {
            assertThat(passed(repeat(wire, 1, "POST", target))).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("let a player ask for hours on one connection")
    void lastingConnection() {
        edge = Edge.start(gateway, Map.of());
        try (Wire wire = edge.https()) {
            assertThat(passed(repeat(wire, 3_000, "GET", LOG_IN))).isEqualTo(3_000);
        }
    }

    private static void refused(Reply reply, String patience) {
        assertThat(reply.status()).isEqualTo(429);
        assertThat(reply.header("retry-after")).isEqualTo(patience);
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        assertThat(reply.header("strict-transport-security")).isNotEmpty();
        assertThat(reply.text())
                .startsWith(
                        "{\"type\":\"about:blank\",\"title\":\"Too Many Requests\",\"status\":429,")
                .containsPattern("\"requestId\":\"[0-9a-f]{32}\"")
                .endsWith("}");
    }

    @Test
    @DisplayName("are explained to a customer in the words of the gateway")
    void languages() throws IOException {
        edge = Edge.start(gateway, Map.of("LOG_IN_RATE", "1", "LOG_IN_BURST", "0"));
        edge.ask("POST", LOG_IN, "Content-Length: 0");
        for (String language : List.of("en", "ru", "cs")) {
            Path messages =
                    Path.of(
                            "../api-gateway/src/main/resources/messages_"
                                    + language
                                    + ".properties");
            var texts = new Properties();
            try (Reader reader =
                    new InputStreamReader(Files.newInputStream(messages), StandardCharsets.UTF_8)) {
                texts.load(reader);
            }
            String text = texts.getProperty("problem.tooMany").replace("{0}", "10");

            Reply reply =
                    edge.ask(
                            "POST",
                            LOG_IN,
                            "Content-Length: 0",
                            "Accept-Language: " + language + ";q=0.9");

            assertThat(reply.text())
                    .contains("\"detail\":\"" + text + "\"", "\"error\":\"" + text + "\"");
        }
    }

    @Test
    @DisplayName("count an IPv6 household as one client")
    void household() {
        edge =
                Edge.start(
                        gateway,
                        Map.of(
                                "LOG_IN_RATE",
                                "1",
                                "LOG_IN_BURST",
                                "0",
                                "TRUSTED_PROXIES",
                                "127.0.0.1/32"));
        List<Integer> statuses = new ArrayList<>();
        for (String address :
                List.of(
                        "2001:db8:1:2::1",
                        "2001:db8:1:2:3:4:5:6",
                        "2001:db8:1:3::1",
                        "2001:db8::2:0:0:1",
                        "2001:db8::7:0:0:1",
                        "::1",
                        "::2")) {
            statuses.add(
                    edge.ask("POST", LOG_IN, "Content-Length: 0", "X-Forwarded-For: " + address)
                            .status());
        }
        assertThat(statuses).containsExactly(200, 429, 200, 200, 429, 200, 429);
    }

    @Test
    @DisplayName(
            "give a token so many playlists and media and no more; another token of the same client is free")
    void viewer() {
        edge = Edge.start(gateway, Map.of("VIEWER_RATE", "1", "VIEWER_BURST", "7"));
        String token = gateway.admit("bench-7");
        String under = "/hls/_/" + token + "/bench-7/";
        Instant start = Instant.now();
        try (Wire wire = edge.https()) {
            assertThat(passed(repeat(wire, 4, "GET", under + "live.m3u8"))).isEqualTo(4);
            List<Reply> replies = repeat(wire, 30, "GET", under + "1abcd-1.mp4");
            long seconds = Duration.between(start, Instant.now()).toSeconds();
            assertThat(passed(replies)).isBetween(4L, 5 + seconds);
            refused(
                    replies.stream()
                            .filter(reply -> reply.status() != 200)
                            .findFirst()
                            .orElseThrow(),
                    "1");
            String other = gateway.admit("bench-7");
            assertThat(passed(repeat(wire, 2, "GET", "/hls/_/" + other + "/bench-7/live.m3u8")))
                    .isEqualTo(2);
        }
        edge.awaitLog("\"status\":429");
        assertThat(edge.logs()).doesNotContain(token);
    }

    @Test
    @DisplayName("let a low-latency player with a gap to fill go on, several times over")
    void ordinaryViewer() {
        edge = Edge.start(gateway, Map.of());
        String under = "/hls/_/" + gateway.admit("bench-7") + "/bench-7/";
        try (Wire wire = edge.https()) {
            List<Reply> all = new ArrayList<>(repeat(wire, 80, "GET", under + "1abcd-1.mp4"));
            all.addAll(repeat(wire, 40, "GET", under + "live.m3u8"));
            assertThat(passed(all)).isEqualTo(120);
        }
    }

    @Test
    @DisplayName(
            "answer so many requests of one client at a time, and another client's beside them")
    void flood() {
        edge = Edge.start(gateway, Map.of("CLIENT_REQUESTS", "5"));
        String slow =
                "GET /hls/_/"
                        + gateway.admit("bench-7")
                        + "/bench-7/1slow-1.mp4 HTTP/1.1\r\nHost: x\r\n\r\n";
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            wires.add(edge.https());
            wires.getLast().write(slow);
            assertThat(wires.getLast().read(false).status()).isEqualTo(200);
        }

        refused(edge.get("/api/health"), "1");

        try (Wire other = Wire.tls(edge.port("HTTPS"), "127.0.0.2", "")) {
            assertThat(other.ask("GET", "/api/health").status()).isEqualTo(200);
        }
        wires.forEach(Wire::close);
    }

    @Test
    @DisplayName("are none where the administrator says 0")
    void none() {
        edge =
                Edge.start(
                        gateway,
                        Map.of("LOG_IN_RATE", "0", "VIEWER_RATE", "0", "CLIENT_REQUESTS", "0"));
        String playlist = "/hls/_/" + gateway.admit("bench-7") + "/bench-7/live.m3u8";
        try (Wire wire = edge.https()) {
            assertThat(passed(repeat(wire, 130, "GET", playlist))).isEqualTo(130);
            assertThat(passed(repeat(wire, 40, "POST", LOG_IN))).isEqualTo(40);
        }
    }
}
