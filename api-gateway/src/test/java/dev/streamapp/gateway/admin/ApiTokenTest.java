package dev.streamapp.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ApiTokenTest extends GatewayTest {

    private final JsonMapper json = new JsonMapper();

    private JsonNode create(Map<String, Object> wish) {
        String body =
                gateway.admin()
                        .post()
                        .uri("/api/admin/tokens")
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(wish)
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .returnResult(String.class)
                        .getResponseBody();
        return json.readTree(body);
    }

    private int statusWith(String token) {
        return gateway.bearer(token)
                .get()
                .uri("/api/admin/audit")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    @Test
    @DisplayName("a token opens the admin's side until it is revoked, and is kept nowhere")
    void life() {
        JsonNode made = create(Map.of("name", "ci"));
        String token = made.path("token").asString();

        assertThat(token).startsWith("sat_").hasSize(47);
        assertThat(statusWith(token)).isEqualTo(200);
        assertThat(list()).contains("\"ci\"").doesNotContain(token);

        gateway.admin()
                .delete()
                .uri("/api/admin/tokens/" + made.path("id").asString())
                .exchange()
                .expectStatus()
                .isNoContent();
        assertThat(statusWith(token)).isEqualTo(401);
        gateway.admin()
                .delete()
                .uri("/api/admin/tokens/" + made.path("id").asString())
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    private String list() {
        return gateway.admin()
                .get()
                .uri("/api/admin/tokens")
                .exchange()
                .returnResult(String.class)
                .getResponseBody();
    }

    @Test
    @DisplayName("a token with an expiry ends there")
    void expiry() {
        String token =
                create(
                                Map.of(
                                        "name",
                                        "short",
                                        "expiresAt",
                                        clock.instant().plusSeconds(3600).toString()))
                        .path("token")
                        .asString();

        assertThat(statusWith(token)).isEqualTo(200);
        clock.advance(Duration.ofHours(2));
        assertThat(statusWith(token)).isEqualTo(401);
    }

    @Test
    @DisplayName("what is no token of ours opens nothing")
    void forged() {
        String token = create(Map.of("name", "real")).path("token").asString();

        assertThat(statusWith(token + "x")).isEqualTo(401);
        assertThat(statusWith(token.substring(0, 46))).isEqualTo(401);
        assertThat(statusWith("sat_")).isEqualTo(401);
        assertThat(statusWith("x".repeat(9_000))).isBetween(400, 431);
    }

    @Test
    @DisplayName("deeds carry the name of the token that did them")
    void audit() {
        create(Map.of("name", "audited"));

        String log =
                gateway.admin()
                        .get()
                        .uri("/api/admin/audit?limit=50")
                        .exchange()
                        .returnResult(String.class)
                        .getResponseBody();
        assertThat(log).contains("token:test").contains("token.create").contains("127.0.0.1");
    }
}
