package dev.streamapp.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Cable;
import dev.streamapp.gateway.testing.Databases;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.RunningGateway;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

class RightsTest extends GatewayTest {

    private static final Duration DAY = Duration.ofHours(24);

    /** An announcement travels in milliseconds; without one there are seconds between two looks. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private void awaitRight(RunningGateway replica, UUID access, String stream, Right expected) {
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(() ->
                        assertThat(replica.bean(Rights.class).of(access, stream))
                                .isEqualTo(expected));
    }

    private void putOnBench(UUID order, String stream) {
        gateway.admin()
                .post()
                .uri("/api/admin/orders/{order}/streams", order)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("streamId", stream))
                .exchange()
                .expectStatus()
                .isCreated();
    }

    @Test
    @DisplayName("reassigning the bench ends A's right and begins B's, on every replica")
    void reassigned() {
        UUID orderA = order("rights-a");
        UUID orderB = order("rights-b");
        UUID a = access(orderA, "repair_rightsa", "x", DAY);
        UUID b = access(orderB, "repair_rightsb", "x", DAY);
        putOnBench(orderA, "bench");
        try (var second = startAnother()) {
            for (var replica : new RunningGateway[] {gateway, second}) {
                awaitRight(replica, a, "bench", Right.GRANTED);
                awaitRight(replica, b, "bench", Right.NOT_ASSIGNED);
            }

            putOnBench(orderB, "bench");

            for (var replica : new RunningGateway[] {gateway, second}) {
                awaitRight(replica, a, "bench", Right.NOT_ASSIGNED);
                awaitRight(replica, b, "bench", Right.GRANTED);
            }
        }
    }

    @Test
    @DisplayName("a change is announced, not found at the next look")
    void announced() {
        UUID order = order("rights-g");
        assign(order, "cam-g");
        UUID access = access(order, "repair_g", "x", DAY);
        awaitRight(gateway, access, "cam-g", Right.GRANTED);

        // a look was just taken: without announcements each of these would wait for the next
        Duration fastest = DAY;
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            enable(order, "rights-g", false);
            awaitRight(gateway, access, "cam-g", Right.SWITCHED_OFF);
            var taken = Duration.ofNanos(System.nanoTime() - start);
            fastest = taken.compareTo(fastest) < 0 ? taken : fastest;
            enable(order, "rights-g", true);
            awaitRight(gateway, access, "cam-g", Right.GRANTED);
        }

        assertThat(fastest).isLessThan(AT_ONCE);
    }

    @Test
    @DisplayName(
            "revocation, switching off and deletion end a right, and what is undone begins it again")
    void ended() {
        UUID order = order("rights-c");
        assign(order, "cam-c");
        UUID first = access(order, "repair_c1", "x", DAY);
        UUID second = access(order, "repair_c2", "x", DAY);
        awaitRight(gateway, second, "cam-c", Right.GRANTED);

        gateway.admin()
                .post()
                .uri("/api/admin/orders/{order}/live-stream-access/{id}/revoke", order, first)
                .exchange()
                .expectStatus()
                .isOk();
        awaitRight(gateway, first, "cam-c", Right.REVOKED);
        assertThat(gateway.bean(Rights.class).of(second, "cam-c")).isEqualTo(Right.GRANTED);

        enable(order, "rights-c", false);
        awaitRight(gateway, second, "cam-c", Right.SWITCHED_OFF);
        enable(order, "rights-c", true);
        awaitRight(gateway, second, "cam-c", Right.GRANTED);

        gateway.admin()
                .delete()
                .uri("/api/admin/orders/{order}", order)
                .exchange()
                .expectStatus()
                .isNoContent();
        awaitRight(gateway, second, "cam-c", Right.UNKNOWN);
    }

    private void enable(UUID order, String number, boolean enabled) {
        gateway.admin()
                .put()
                .uri("/api/admin/orders/{order}", order)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("number", number, "liveStreamEnabled", enabled))
                .exchange()
                .expectStatus()
                .isOk();
    }

    @Test
    @DisplayName("a right ends with the access, without anybody doing anything")
    void expired() {
        UUID order = order("rights-d");
        assign(order, "cam-d");
        UUID access = access(order, "repair_d", "x", DAY);
        awaitRight(gateway, access, "cam-d", Right.GRANTED);

        clock.advance(DAY.plusSeconds(1));

        assertThat(gateway.bean(Rights.class).of(access, "cam-d")).isEqualTo(Right.EXPIRED);
    }

    @Test
    @DisplayName("when the connection that listens is cut, a change is known soon all the same")
    void cut() {
        UUID order = order("rights-e");
        assign(order, "cam-e");
        UUID access = access(order, "repair_e", "x", DAY);
        awaitRight(gateway, access, "cam-e", Right.GRANTED);

        gateway.database()
                .sql(
                        """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                        """)
                .query((_, _) -> true)
                .list();
        gateway.database()
                .sql("update live_stream_access set revoked_at = now() where id = ?")
                .param(access)
                .update();

        awaitRight(gateway, access, "cam-e", Right.REVOKED);
    }

    @Test
    @DisplayName(
            "a gateway without its database is not ready; one that loses it later stays as it was")
    void databaseAway() {
        UUID order = order("rights-f");
        assign(order, "cam-f");
        UUID access = access(order, "repair_f", "x", DAY);
        try (var cable = Cable.to(Databases.port());
                var replica =
                        RunningGateway.start(
                                Environment.settings(
                                        databaseName,
                                        Map.of("DB_PORT", Integer.toString(cable.port()))),
                                clock,
                                RunningGateway.noCluster())) {
            awaitRight(replica, access, "cam-f", Right.GRANTED);
            await().untilAsserted(() ->
                    replica.management()
                            .get()
                            .uri("/actuator/health/readiness")
                            .exchange()
                            .expectStatus()
                            .isOk());

            cable.pull();
            gateway.database()
                    .sql("update live_stream_access set revoked_at = now() where id = ?")
                    .param(access)
                    .update();
            awaitRight(gateway, access, "cam-f", Right.REVOKED);
            assertThat(replica.bean(Rights.class).of(access, "cam-f")).isEqualTo(Right.GRANTED);

            cable.plugIn();
            awaitRight(replica, access, "cam-f", Right.REVOKED);
        }
    }
}
