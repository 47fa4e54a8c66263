package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.GatewayProgram;
import io.micrometer.tracing.Tracer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Traces")
class TracesTest extends GatewayTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TOKEN = "0a1b2c3d.1790000000.dmlld2Vy.c2lnbmF0dXJl";

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @AfterEach
    void stopCollector() {
        if (collector != null) {
            collector.stop(0);
        }
    }

    /** Takes OTLP over HTTP; texts of its protocol buffers stand in them as they are. */
    private String collector() throws IOException {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        collector = HttpServer.create(loopback, 0);
        collector.createContext("/v1/traces", this::take);
        collector.start();
        return "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(
                    new String(
                            exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private static String bytes(String hexadecimal) {
        return new String(HexFormat.of().parseHex(hexadecimal), StandardCharsets.ISO_8859_1);
    }

    private String awaitReceived(String text) {
        return Awaitility.await("the collector hears of " + text)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> received.stream().collect(Collectors.joining()),
                        all -> all.contains(text));
    }

    @Test
    @DisplayName(
            "tell a collector of a request by its route, in the caller's trace and with nothing secret; the log names the trace")
    void told() throws IOException {
        var settings =
                Map.of(
                        "LOG_FORMAT", "json",
                        "TRACING_ENDPOINT", collector(),
                        "TRACING_SAMPLING", "1");
        try (var traced = GatewayProgram.start(settings)) {
            traced.ask("GET", "/api/admin/audit?token=" + TOKEN);
            traced.ask("GET", "/nothing/" + TOKEN);
            traced.ask(
                    "DELETE",
                    "/api/streams/bench-7",
                    "traceparent",
                    "00-" + TRACE + "-b7ad6b7169203331-01",
                    "baggage",
                    "password=" + TOKEN);

            String all = awaitReceived("http delete /api/streams/{streamId}");
            assertThat(all)
                    .contains(bytes(TRACE), bytes("b7ad6b7169203331"))
                    .contains("streamapp-gateway", "http get /api/admin/audit")
                    .doesNotContain(TOKEN, "bench-7", "security", "task ");
            JsonNode line =
                    new JsonMapper()
                            .readTree(
                                    traced.awaitLine(text ->
                                            text.contains("Kubernetes did not do what was asked")));
            assertThat(line.path("traceId").asString()).isEqualTo(TRACE);
            assertThat(line.path("spanId").asString()).hasSize(16);
            assertThat(line.path("requestId").asString()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("are not there where no collector is named")
    void off() {
        assertThatThrownBy(() -> gateway.bean(Tracer.class))
                .isInstanceOf(NoSuchBeanDefinitionException.class);
    }
}
