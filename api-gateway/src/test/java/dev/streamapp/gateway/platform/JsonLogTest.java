package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.testing.GatewayProgram;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The log as JSON")
class JsonLogTest {

    private static final JsonMapper JSON = new JsonMapper();

    private GatewayProgram gateway;

    @BeforeAll
    void start() {
        gateway =
                GatewayProgram.start(
                        Map.of(
                                "LOG_FORMAT", "json",
                                "OIDC_ISSUER", "http://127.0.0.1:1/realms/shop",
                                "OIDC_CLIENT_ID", "streamapp",
                                "OIDC_CLIENT_SECRET", "not for logs",
                                "OIDC_ADMIN_VALUE", "admins"));
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private JsonNode line(String text) {
        return JSON.readTree(gateway.awaitLine(line -> line.contains(text)));
    }

    @Test
    @DisplayName("is an object a line, with time, level, logger and message")
    void objects() {
        assertThat(gateway.log()).isNotEmpty();
        for (String line : gateway.log()) {
            JsonNode read = JSON.readTree(line);
            assertThat(OffsetDateTime.parse(read.path("@timestamp").asString())).isNotNull();
            for (String field : new String[] {"level", "logger_name", "message"}) {
                assertThat(read.path(field).asString()).as(field + " of " + line).isNotEmpty();
            }
        }
    }

    @Test
    @DisplayName("names request and stream where a line is about them")
    void requestAndStream() {
        var answer = gateway.ask("DELETE", "/api/streams/bench-7", "X-Request-Id", "my-request-7");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("X-Request-Id")).contains("my-request-7");
        assertThat(JSON.readTree(answer.body()).path("requestId").asString())
                .isEqualTo("my-request-7");
        JsonNode line = line("Kubernetes did not do what was asked");
        assertThat(line.path("requestId").asString()).isEqualTo("my-request-7");
        assertThat(line.path("namespace").asString()).isEqualTo("streamapp-streams");
        assertThat(line.path("stream").asString()).isEqualTo("bench-7");
    }

    @Test
    @DisplayName("has the whole stack trace of a failure in its one line")
    void stackTrace() {
        var answer = gateway.ask("GET", "/oauth2/authorization/oidc");

        assertThat(answer.statusCode()).isEqualTo(302);
        JsonNode line = line("The OpenID Connect provider");
        assertThat(line.path("stack_trace").asString())
                .contains("\tat dev.streamapp.gateway.admin.OidcProvider", "Caused by: ");
        assertThat(line.has("stream")).isFalse();
    }

    @Test
    @DisplayName("takes no id that could be a token, and makes one instead")
    void noToken() {
        var answer = gateway.ask("GET", "/api/streams", "X-Request-Id", "0a1b.1790000000.viewer.x");

        assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).hasSize(36);
    }
}
