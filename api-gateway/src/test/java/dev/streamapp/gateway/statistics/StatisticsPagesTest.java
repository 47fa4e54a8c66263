package dev.streamapp.gateway.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Pages;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsPagesTest extends GatewayTest {

    @BeforeEach
    void nobodyHasWatched() {
        gateway.database().sql("delete from orders").update();
        gateway.database().sql("delete from view_session").update();
    }

    /** A visit that ended so long ago. */
    private void visit(String stream, @Nullable UUID order, Duration ago, Duration length) {
        Instant end = clock.instant().minus(ago);
        gateway.database()
                .sql(
                        """
                        insert into view_session (stream_id, order_id, viewer, started_at, last_seen_at)
                        values (:stream, cast(:order as uuid), :viewer, :start, :end)
                        """)
                .param("stream", stream)
                .param("order", order)
                .param("viewer", "viewer of " + stream)
                .param("start", end.minus(length).atOffset(ZoneOffset.UTC))
                .param("end", end.atOffset(ZoneOffset.UTC))
                .update();
    }

    @ParameterizedTest
    @CsvSource({
        "ru,За это время никто не смотрел",
        "en,Nobody has watched in this time",
        "cs,V této době nikdo nesledoval"
    })
    @DisplayName("while nobody watches it says what to do first")
    void empty(String language, String sentence) {
        assertThat(Pages.read(gateway, "/admin/statistics", language))
                .contains(sentence, "href=\"/admin/orders\"")
                .doesNotContain("<svg");
    }

    @Test
    @DisplayName("a visit is in figures, charts, the table and the streams that were watched most")
    void figures() {
        visit("bench-1", null, Duration.ofHours(2), Duration.ofMinutes(30));
        visit("bench-1", null, Duration.ofDays(3), Duration.ofMinutes(10));

        assertThat(Pages.read(gateway, "/admin/statistics"))
                .contains("<dd>30</dd>", "<dd>1</dd>", "<svg", "<desc", "30.0</td>")
                .contains("href=\"/admin/statistics?span=day&amp;streamId=bench-1\"");
        assertThat(Pages.read(gateway, "/admin/statistics?span=week"))
                .contains("<dd>40</dd>", "<dd>2</dd>");
        for (String language : Pages.LANGUAGES) {
            assertThat(Pages.read(gateway, "/admin/statistics?span=month", language))
                    .contains("<path class=\"bars\" d=\"M", "viewBox=\"0 0 745 100\"");
        }
    }

    @Test
    @DisplayName("it can be of one stream or one order, which go by their names")
    void narrowed() {
        UUID order = order("R-17 " + Pages.HOSTILE);
        visit("bench-1", order, Duration.ofHours(2), Duration.ofMinutes(30));
        visit("bench-2", null, Duration.ofHours(2), Duration.ofMinutes(5));

        assertThat(Pages.read(gateway, "/admin/statistics?streamId=bench-2"))
                .contains(
                        "Of stream bench-2 only",
                        "<dd>5</dd>",
                        "href=\"/admin/statistics?span=day\"")
                .doesNotContain(">bench-1<");
        assertThat(Pages.read(gateway, "/admin/statistics?orderId=" + order))
                .contains(
                        "Of order R-17 &lt;script&gt;",
                        "<dd>30</dd>",
                        "href=\"/admin/orders/" + order + "\"")
                .doesNotContain(">bench-2<");
    }

    @Test
    @DisplayName("a span of the reader's own is taken, and refused where it cannot be counted")
    void own() {
        visit("bench-1", null, Duration.ofHours(50), Duration.ofMinutes(30));
        Instant from = clock.instant().minus(Duration.ofHours(60));

        assertThat(Pages.read(gateway, "/admin/statistics?from=" + from + "&to="))
                .contains("<dd>30</dd>", "value=\"" + from + "\"")
                .doesNotContain("role=\"alert\">The beginning");
        assertThat(Pages.read(gateway, "/admin/statistics?from=2020-01-01T00:00:00Z"))
                .contains("role=\"alert\">The beginning", "Nobody has watched");
    }
}
