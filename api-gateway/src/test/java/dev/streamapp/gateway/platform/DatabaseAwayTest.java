package dev.streamapp.gateway.platform;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.gateway.testing.Cable;
import dev.streamapp.gateway.testing.Databases;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.RunningGateway;
import dev.streamapp.gateway.testing.TestClock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

class DatabaseAwayTest {

    @Test
    @DisplayName(
            "away at start it waits; away later it says 503 and when to come again; back, it serves")
    void outage() throws Exception {
        try (var cable = Cable.to(Databases.port())) {
            var settings =
                    Environment.settings(
                            Databases.create(), Map.of("DB_PORT", Integer.toString(cable.port())));
            cable.pull();
            var start =
                    CompletableFuture.supplyAsync(() ->
                            RunningGateway.start(
                                    settings, new TestClock(), RunningGateway.noCluster()));
            await().during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> !start.isDone());
            cable.plugIn();
            try (var gateway = start.get(60, SECONDS)) {
                var admin = gateway.admin();
                admin.get().uri("/api/admin/audit").exchange().expectStatus().isOk();

                cable.pull();
                admin.get()
                        .uri("/api/admin/audit")
                        .exchange()
                        .expectStatus()
                        .isEqualTo(503)
                        .expectHeader()
                        .valueEquals(HttpHeaders.RETRY_AFTER, "5")
                        .expectHeader()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .expectBody()
                        .jsonPath("$.error")
                        .doesNotExist();
                logInFails(gateway.nobody());
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> status(gateway.nobody(), "/api/health") == 503);
                // alive: known viewers go on without a database
                assertThat(status(gateway.management(), "/actuator/health/liveness"))
                        .isEqualTo(200);

                cable.plugIn();
                await().atMost(Duration.ofSeconds(15))
                        .until(() ->
                                status(admin, "/api/admin/audit") == 200
                                        && status(gateway.nobody(), "/api/health") == 200);
            }
        }
    }

    /** The shop's pages read "error", in the customer's language. */
    private static void logInFails(RestTestClient nobody) {
        nobody.post()
                .uri("/api/live-stream/authenticate")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "cs")
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("login", "anna", "password", "x"))
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "5")
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(JsonNode.class)
                .value(body -> {
                    assertThat(body.path("error").asString()).startsWith("Služba je na chvíli");
                    assertThat(body.path("error")).isEqualTo(body.path("detail"));
                });
    }

    private static int status(RestTestClient client, String path) {
        return client.get().uri(path).exchange().returnResult(String.class).getStatus().value();
    }
}
