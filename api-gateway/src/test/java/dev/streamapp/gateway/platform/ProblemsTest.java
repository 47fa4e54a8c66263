package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;

class ProblemsTest extends GatewayTest {

    @Test
    @DisplayName("nobody is told to log in, as a problem in the caller's language")
    void nobody() {
        gateway.nobody()
                .get()
                .uri("/api/streams")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "cs-CZ,cs;q=0.9")
                .header("X-Request-Id", "my-request-1")
                .exchange()
                .expectStatus()
                .isUnauthorized()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectHeader()
                .valueEquals("X-Request-Id", "my-request-1")
                .expectHeader()
                .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .expectBody()
                .json(
                        """
                        {"type": "about:blank", "title": "Unauthorized", "status": 401, "instance": "/api/streams",
                         "requestId": "my-request-1", "detail": "Přihlaste se a zkuste to znovu."}
                        """);
    }

    @Test
    @DisplayName("without a wish the language is Russian, and each request has an id of its own")
    void byDefault() {
        var first =
                gateway.nobody().get().uri("/api/streams").exchange().returnResult(String.class);
        var second =
                gateway.nobody().get().uri("/api/streams").exchange().returnResult(String.class);

        assertThat(first.getResponseBody()).contains("Войдите");
        assertThat(first.getResponseHeaders().getFirst("X-Request-Id"))
                .hasSize(36)
                .isNotEqualTo(second.getResponseHeaders().getFirst("X-Request-Id"));
    }

    @Test
    @DisplayName("a wrong field is named")
    void fields() {
        gateway.admin()
                .post()
                .uri("/api/admin/tokens")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"name\": \"\"}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("name")
                .jsonPath("$.errors[0].message")
                .isNotEmpty();
    }

    @Test
    @DisplayName("a wrong parameter is named")
    void parameters() {
        gateway.admin()
                .get()
                .uri("/api/admin/audit?limit=0")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("limit");
    }

    @Test
    @DisplayName("no JSON, no method, no such type: problems too")
    void protocol() {
        gateway.admin()
                .post()
                .uri("/api/admin/tokens")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        gateway.admin()
                .put()
                .uri("/api/admin/tokens")
                .exchange()
                .expectStatus()
                .isEqualTo(405)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        gateway.admin()
                .delete()
                .uri("/api/admin/tokens/not-an-id")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
        gateway.admin()
                .get()
                .uri("/api/admin/nothing")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    @DisplayName("an address with forbidden characters is a problem and no stack trace")
    void firewall() {
        gateway.nobody()
                .get()
                .uri(URI.create("http://127.0.0.1:" + gateway.port() + "/api//streams;x=1"))
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    @Test
    @DisplayName("health, probes and metrics answer without detail")
    void health() {
        gateway.nobody()
                .get()
                .uri("/api/health")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"status\": \"ok\"}", JsonCompareMode.STRICT);
        gateway.management()
                .get()
                .uri("/actuator/health/liveness")
                .exchange()
                .expectStatus()
                .isOk();
        gateway.management().get().uri("/actuator/prometheus").exchange().expectStatus().isOk();
        gateway.nobody()
                .get()
                .uri("/actuator/prometheus")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        gateway.management().get().uri("/actuator/env").exchange().expectStatus().isUnauthorized();
    }

    @Test
    @DisplayName(
            "the shop's own site may call; another may not; both player rules come from one list")
    void origins() {
        gateway.nobody()
                .options()
                .uri("/api/live-stream/authenticate")
                .header(HttpHeaders.ORIGIN, "https://shop.example.com")
                .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "POST")
                .header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS, "content-type")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "https://shop.example.com");
        gateway.nobody()
                .options()
                .uri("/api/live-stream/authenticate")
                .header(HttpHeaders.ORIGIN, "https://evil.example.com")
                .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "POST")
                .exchange()
                .expectStatus()
                .isForbidden();
        var answer =
                gateway.nobody()
                        .get()
                        .uri("/api/health")
                        .header(HttpHeaders.ORIGIN, "https://live.example.com")
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .returnResult(String.class);

        assertThat(answer.getResponseHeaders().getFirst("Content-Security-Policy"))
                .endsWith("frame-ancestors 'self' https://shop.example.com");
        assertThat(answer.getResponseHeaders().getFirst("Referrer-Policy"))
                .isEqualTo("no-referrer");
        assertThat(answer.getResponseHeaders().getFirst("Set-Cookie")).isNull();
    }
}
