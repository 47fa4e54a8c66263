package dev.streamapp.gateway.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.testing.RunningGateway;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

class StatisticsTest extends GatewayTest {

    private final Instant noon = Instant.parse("2026-03-01T12:00:00Z");

    /** Replicas exchange when the test says so; their own exchange would take something away. */
    @Override
    protected RunningGateway startAnother() {
        var replica = super.startAnother();
        replica.bean(ScheduledAnnotationBeanPostProcessor.class)
                .postProcessBeforeDestruction(replica.bean(Audience.class), "audience");
        return replica;
    }

    private static void watch(
            RunningGateway replica, String stream, Viewer viewer, Instant from, Duration time) {
        var heartbeats = replica.bean(Heartbeats.class);
        for (long second = 0; second <= time.toSeconds(); second += 5) {
            heartbeats.seen(stream, viewer, from.plusSeconds(second));
        }
    }

    private static void exchange(RunningGateway replica) {
        replica.bean(Audience.class).exchange();
    }

    private int sessions(String stream) {
        return gateway.database()
                .sql("select count(*) from view_session where stream_id = ?")
                .param(stream)
                .query(Integer.class)
                .single();
    }

    private Statistics of(String stream) {
        return gateway.bean(StatisticsQuery.class)
                .answer(
                        new StatisticsQuery.Question(
                                stream,
                                null,
                                null,
                                noon.minus(Duration.ofHours(1)),
                                noon.plus(Duration.ofHours(3)),
                                noon));
    }

    @Test
    @DisplayName(
            "heartbeats become one visit, whichever replica sees them and however often they are saved")
    void twoReplicas() {
        var anna = new Viewer.Admin("anna");
        try (var second = startAnother()) {
            for (int minute = 0; minute < 4; minute++) {
                var replica = minute % 2 == 0 ? gateway : second;
                watch(
                        replica,
                        "st-two",
                        anna,
                        noon.plus(minute, ChronoUnit.MINUTES),
                        Duration.ofSeconds(55));
                exchange(replica);
            }
        }
        assertThat(sessions("st-two")).isEqualTo(1);
        assertThat(of("st-two").minutesWatched()).isEqualTo(3.9);
    }

    @Test
    @DisplayName("a break longer than half a minute begins a new visit")
    void breaks() {
        var anna = new Viewer.Admin("anna");
        watch(gateway, "st-break", anna, noon, Duration.ofSeconds(60));
        watch(gateway, "st-break", anna, noon.plusSeconds(120), Duration.ofSeconds(60));
        exchange(gateway);
        assertThat(sessions("st-break")).isEqualTo(2);
        assertThat(of("st-break").visits()).isEqualTo(2);
        assertThat(of("st-break").minutesWatched()).isEqualTo(2.0);
    }

    @Test
    @DisplayName(
            "the peak counts who was there at one moment; hours are filled where they were watched")
    void peak() {
        watch(gateway, "st-peak", new Viewer.Admin("a"), noon, Duration.ofMinutes(10));
        watch(
                gateway,
                "st-peak",
                new Viewer.Admin("b"),
                noon.plusSeconds(300),
                Duration.ofMinutes(10));
        watch(
                gateway,
                "st-peak",
                new Viewer.Admin("c"),
                noon.plusSeconds(3000),
                Duration.ofMinutes(20));
        exchange(gateway);
        var statistics = of("st-peak");
        assertThat(statistics.peakViewers()).isEqualTo(2);
        assertThat(statistics.minutesWatched()).isEqualTo(40.0);
        assertThat(statistics.hours())
                .containsExactly(
                        new Statistics.Hour(noon.minus(Duration.ofHours(1)), 0, 0),
                        new Statistics.Hour(noon, 3, 30.0),
                        new Statistics.Hour(noon.plus(Duration.ofHours(1)), 1, 10.0),
                        new Statistics.Hour(noon.plus(Duration.ofHours(2)), 0, 0),
                        new Statistics.Hour(noon.plus(Duration.ofHours(3)), 0, 0));
    }

    @Test
    @DisplayName("visits of a customer belong to access and order, and go with them")
    void ofAnOrder() {
        UUID order = order("st-order");
        UUID access = access(order, "st-login", "x", Duration.ofHours(24));
        watch(gateway, "st-order", new Viewer.Customer(access), noon, Duration.ofMinutes(2));
        // its access is deleted before the batch is saved
        watch(gateway, "st-gone", new Viewer.Customer(UUID.randomUUID()), noon, Duration.ZERO);
        exchange(gateway);
        gateway.admin()
                .get()
                .uri(
                        "/api/admin/statistics?orderId={order}&from=2026-03-01T11:00:00Z&to=2026-03-01T13:00:00Z",
                        order)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.minutesWatched")
                .isEqualTo(2.0)
                .jsonPath("$.visits")
                .isEqualTo(1);
        assertThat(sessions("st-gone")).isZero();
        gateway.database().sql("delete from orders where id = ?").param(order).update();
        assertThat(sessions("st-order")).isZero();
    }

    @Test
    @DisplayName("who watches now is counted over all replicas")
    void now() {
        try (var second = startAnother()) {
            watch(gateway, "st-now", new Viewer.Admin("a"), clock.instant(), Duration.ZERO);
            watch(second, "st-now", new Viewer.Admin("b"), clock.instant(), Duration.ZERO);
            watch(second, "st-now", new Viewer.Admin("a"), clock.instant(), Duration.ZERO);
            exchange(second);
            exchange(gateway);
            assertThat(gateway.bean(Audience.class).watching("st-now")).isEqualTo(2);
            clock.advance(Duration.ofSeconds(30));
            exchange(gateway);
            assertThat(gateway.bean(Audience.class).watching("st-now")).isZero();
        }
    }

    @Test
    @DisplayName("a span of time that ends before it begins is refused with its field")
    void span() {
        gateway.admin()
                .get()
                .uri("/api/admin/statistics?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("from");
    }
}
