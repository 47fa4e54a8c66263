package dev.streamapp.gateway.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ViewRetentionTest extends GatewayTest {

    @BeforeEach
    void nothingYet() {
        gateway.database().sql("delete from view_session").update();
    }

    /** Visits in a row, one second each, the last of which ended at a moment. */
    private void visits(String stream, int count, Instant end) {
        gateway.database()
                .sql(
                        """
                        insert into view_session (stream_id, viewer, started_at, last_seen_at)
                        select :stream, 'admin:anna', t - interval '1 second', t
                        from generate_series(0, :count - 1) as n, lateral (select :end - n * interval '1 second' as t) as moment
                        """)
                .param("stream", stream)
                .param("count", count)
                .param("end", end.atOffset(ZoneOffset.UTC))
                .update();
    }

    private int left(String stream) {
        return gateway.database()
                .sql("select count(*) from view_session where stream_id = ?")
                .param(stream)
                .query(Integer.class)
                .single();
    }

    @Test
    @DisplayName("visits are kept for 400 days after their end and then deleted, however many")
    void old() {
        Instant limit = clock.instant().minus(Duration.ofDays(400));
        visits("old", 2 * ViewRetention.BATCH + 1, limit.minusSeconds(60));
        visits("kept", 5, limit.plusSeconds(60));

        gateway.bean(ViewRetention.class).forget();

        assertThat(left("old")).isZero();
        assertThat(left("kept")).isEqualTo(5);
        clock.advance(Duration.ofSeconds(120));
        gateway.bean(ViewRetention.class).forget();
        assertThat(left("kept")).isZero();
    }

    @Test
    @DisplayName("a batch deletes the oldest and no more than it may")
    void batch() {
        Instant limit = clock.instant().minus(Duration.ofDays(400));
        visits("oldest", 3, limit.minusSeconds(6_000));
        visits("older", 3, limit.minusSeconds(60));

        assertThat(gateway.bean(ViewSessions.class).deleteBefore(limit, 4)).isEqualTo(4);

        assertThat(left("oldest")).isZero();
        assertThat(left("older")).isEqualTo(2);
    }

    @Test
    @DisplayName("what another replica is about to delete is passed over, not waited for")
    void twoReplicas() throws Exception {
        Instant limit = clock.instant().minus(Duration.ofDays(400));
        visits("shared", 3, limit.minusSeconds(60));
        var source = gateway.bean(DataSource.class);
        try (var other = source.getConnection();
                var statement = other.createStatement();
                var here = Executors.newVirtualThreadPerTaskExecutor()) {
            other.setAutoCommit(false);
            statement.execute(
                    "delete from view_session where id in (select id from view_session where stream_id = 'shared' limit 1)");

            var deleted =
                    here.submit(() -> gateway.bean(ViewSessions.class).deleteBefore(limit, 1_000));

            assertThat(deleted).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(2);
            other.rollback();
            other.setAutoCommit(true);
        }
        assertThat(left("shared")).isEqualTo(1);
    }
}
