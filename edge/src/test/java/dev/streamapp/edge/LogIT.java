package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The edge's log")
class LogIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ID = "order-4711-request";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private Edge edge;

    @AfterEach
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    private void start(String... settings) {
        var all = new TreeMap<>(Map.of("LOG_FORMAT", "json"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        edge = Edge.start(gateway, all);
    }

    private List<String> lines(String log) {
        try {
            return Files.readAllLines(edge.log(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(String line) {
        try {
            JsonNode read = JSON.readTree(line);
            for (String field : List.of("level", "logger_name", "message")) {
                assertThat(read.path(field).asText()).as(field + " of " + line).isNotEmpty();
            }
            OffsetDateTime.parse(read.path("@timestamp").asText());
            return read;
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    /** The line of a request, which nginx writes when it is over. */
    private JsonNode line(String path) {
        String wanted = "\"path\":\"" + path + "\"";
        return read(
                Awaitility.await(path)
                        .atMost(Duration.ofSeconds(10))
                        .until(
                                () ->
                                        lines("access").stream()
                                                .filter(line -> line.contains(wanted))
                                                .findFirst()
                                                .orElse(""),
                                line -> !line.isEmpty()));
    }

    @Test
    @DisplayName("is an object a line, nginx's own messages too, and names the stream")
    void objects() {
        start("STREAMS_NAMESPACE", "shop-streams");
        String token = gateway.admit("bench-7");
        edge.get("/hls/_/" + token + "/bench-7/live.m3u8");
        gateway.stop();
        edge.get("/api/\"quoted\"", "User-Agent: \"\\");

        JsonNode played = line("/hls/_/…/bench-7/live.m3u8");
        assertThat(played.path("stream").asText()).isEqualTo("bench-7");
        assertThat(played.path("namespace").asText()).isEqualTo("shop-streams");
        assertThat(played.path("message").asText()).isEqualTo("GET /hls/_/…/bench-7/live.m3u8 200");
        assertThat(line("/api/\\\"quoted\\\"").path("path").asText()).isEqualTo("/api/\"quoted\"");
        assertThat(lines("access")).hasSize(2).allSatisfy(LogIT::read);
        JsonNode refused =
                read(
                        Awaitility.await("nginx's own message")
                                .atMost(Duration.ofSeconds(10))
                                .until(
                                        () ->
                                                lines("error").stream()
                                                        .filter(line -> line.contains("refused"))
                                                        .findFirst()
                                                        .orElse(""),
                                        line -> !line.isEmpty()));
        assertThat(refused.path("level").asText()).isEqualTo("ERROR");
        assertThat(refused.path("message").asText())
                .contains("Connection refused", "\"GET /api/\"quoted\" HTTP/1.1\"");
        assertThat(lines("error")).allSatisfy(LogIT::read);
    }

    @Test
    @DisplayName(
            "has the id that the caller gave, the gateway hears it too, also when it is asked who may watch")
    void given() {
        start();
        String token = gateway.admit("bench-7");
        edge.get("/api/health", "X-Request-Id: " + ID);
        edge.get("/hls/_/" + token + "/bench-7/live.m3u8", "X-Request-Id: " + ID);

        assertThat(line("/api/health").path("requestId").asText()).isEqualTo(ID);
        assertThat(gateway.seen())
                .hasSize(2)
                .allSatisfy(seen -> assertThat(seen.header("X-Request-Id")).containsExactly(ID));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-None: 1",
                "X-Request-Id: short",
                "X-Request-Id: 0a1b2c3d.1790000000.dmlld2Vy.c2lnbmF0dXJl",
                "X-Request-Id: with blanks in it",
                "X-Request-Id: order-4711\r\nX-Request-Id: order-4712"
            })
    @DisplayName("has an id of the edge's own where there is none, or one that could be anything")
    void made(String header) {
        start();
        edge.get("/api/health", header);

        String id = line("/api/health").path("requestId").asText();
        assertThat(id).matches("[0-9a-f]{32}");
        assertThat(gateway.passedOn().getLast().header("X-Request-Id")).containsExactly(id);
    }

    @Test
    @DisplayName("finds the edge's own refusals by the id in their answers")
    void refusals() {
        start();
        String stranger = "/hls/_/" + Tokens.fresh() + "/bench-7/live.m3u8";
        for (String target : List.of(stranger, "/hls/nothing", "/hls/bench-7/playlist.m3u8")) {
            Reply reply = edge.get(target, "X-Request-Id: " + ID);
            assertThat(reply.status()).as(target).isBetween(400, 499);
            assertThat(reply.header("x-request-id")).as(target).isEqualTo(ID);
        }
        gateway.stop();
        Reply away = edge.get("/api/health", "X-Request-Id: " + ID);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("x-request-id")).isEqualTo(ID);
    }

    @Test
    @DisplayName("has the trace that a trusted proxy began, and the gateway goes on with it")
    void traced() {
        start("TRACING", "true", "TRUSTED_PROXIES", "127.0.0.1/32");
        edge.get("/api/health", "traceparent: " + PARENT);

        assertThat(line("/api/health").path("traceId").asText()).isEqualTo(TRACE);
        assertThat(gateway.passedOn().getLast().header("traceparent")).containsExactly(PARENT);
    }

    @ParameterizedTest(name = "TRACING={0}, from {1}: {2}")
    @CsvSource({
        "false, 127.0.0.1, " + PARENT,
        "true,  127.0.0.2, " + PARENT,
        "true,  127.0.0.1, 00-0af7-b7ad-01"
    })
    @DisplayName("has no trace where none is wanted, or a stranger began it, or it is none")
    void notTraced(String tracing, String from, String parent) {
        start("TRACING", tracing, "TRUSTED_PROXIES", "127.0.0.1/32");
        try (Wire wire = Wire.tls(edge.port("HTTPS"), from, "")) {
            wire.ask("GET", "/api/health", "traceparent: " + parent);
        }

        assertThat(line("/api/health").path("traceId").asText()).isEmpty();
        assertThat(gateway.passedOn().getLast().header("traceparent")).isEmpty();
    }
}
