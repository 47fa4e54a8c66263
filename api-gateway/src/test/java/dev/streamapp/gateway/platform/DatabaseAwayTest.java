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
                    .atMost(Duration.ofSeconds(8))
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
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
                await().atMost(Duration.ofSeconds(15))
                        .untilAsserted(() ->
                                gateway.nobody()
                                        .get()
                                        .uri("/api/health")
                                        .exchange()
                                        .expectStatus()
                                        .isEqualTo(503));
                assertThat(status(gateway)).isEqualTo(200);

                cable.plugIn();
                await().atMost(Duration.ofSeconds(15))
                        .untilAsserted(() -> {
                            admin.get().uri("/api/admin/audit").exchange().expectStatus().isOk();
                            gateway.nobody()
                                    .get()
                                    .uri("/api/health")
                                    .exchange()
                                    .expectStatus()
                                    .isOk();
                        });
            }
        }
    }

    /** Alive: known viewers go on without a database. */
    private static int status(RunningGateway gateway) {
        return gateway.management()
                .get()
                .uri("/actuator/health/liveness")
                .exchange()
                .returnResult(String.class)
                .getStatus()
                .value();
    }
}
