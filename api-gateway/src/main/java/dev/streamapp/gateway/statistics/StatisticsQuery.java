package dev.streamapp.gateway.statistics;

import dev.streamapp.gateway.statistics.Statistics.Hour;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Counts visits. */
@Repository
class StatisticsQuery {

    /** The visits asked for, cut to the span of time. */
    private static final String VISITS =
            """
            with visit as (
                select stream_id, order_id, stream_id || ' ' || viewer as viewer, last_seen_at,
                       greatest(started_at, :from) as s, least(last_seen_at, :to) as e
                from view_session
                where last_seen_at >= :from and started_at <= :to
                  and (cast(:stream as text) is null or stream_id = :stream)
                  and (cast(:order as uuid) is null or order_id = :order)
                  and (cast(:access as uuid) is null or access_id = :access)
            )
            """;

    private static final String SHARE =
            """
            count(distinct viewer) as viewers, count(*) as visits, sum(extract(epoch from e - s)) / 60 as minutes
            """;

    private final JdbcClient database;

    StatisticsQuery(JdbcClient database) {
        this.database = database;
    }

    /**
     * What is asked for; null means whatever it be.
     *
     * @param now who was seen shortly before it watches now
     */
    record Question(
            @Nullable String streamId,
            @Nullable UUID orderId,
            @Nullable UUID accessId,
            Instant from,
            Instant to,
            Instant now) {}

    Statistics answer(Question question) {
        var hours = hours(question);
        return about(
                        question,
                        VISITS
                                + """
                                select coalesce(sum(extract(epoch from e - s)), 0) / 60 as minutes, count(*) as visits,
                                       count(distinct viewer) filter (where last_seen_at >= :lately) as current,
                                       (select coalesce(max(present), 0) from (
                                            select sum(step) over (order by at, step desc) as present
                                            from (select s as at, 1 as step from visit union all select e, -1 from visit) as steps
                                        ) as moments) as peak
                                from visit
                                """)
                .param("lately", at(question.now().minus(Audience.LATELY)))
                .query((row, _) ->
                        new Statistics(
                                question.from(),
                                question.to(),
                                row.getInt("current"),
                                row.getInt("peak"),
                                minutes(row),
                                row.getInt("visits"),
                                hours))
                .single();
    }

    private List<Hour> hours(Question question) {
        return about(
                        question,
                        VISITS
                                + """
                                select h as hour, count(distinct viewer) as viewers,
                                       coalesce(sum(extract(epoch from least(e, h + interval '1 hour') - greatest(s, h)))
                                                filter (where viewer is not null), 0) / 60 as minutes
                                from generate_series(date_trunc('hour', cast(:from as timestamptz), 'UTC'), :to, interval '1 hour') as h
                                left join visit on s < h + interval '1 hour' and e >= h
                                group by h order by h
                                """)
                .query((row, _) ->
                        new Hour(
                                row.getObject("hour", OffsetDateTime.class).toInstant(),
                                row.getInt("viewers"),
                                minutes(row)))
                .list();
    }

    /** The streams that were watched most. */
    List<Share> streams(Question question, int most) {
        return shares(
                question,
                VISITS
                        + "select stream_id as id, stream_id as name, "
                        + SHARE
                        + "from visit group by stream_id order by minutes desc, id limit :most",
                most);
    }

    /** The orders that were watched most. */
    List<Share> orders(Question question, int most) {
        return shares(
                question,
                VISITS
                        + "select o.id, o.number as name, "
                        + SHARE
                        + "from visit join orders o on o.id = order_id"
                        + " group by o.id, o.number order by minutes desc, o.id limit :most",
                most);
    }

    private List<Share> shares(Question question, String sql, int most) {
        return about(question, sql)
                .param("most", most)
                .query((row, _) ->
                        new Share(
                                row.getString("id"),
                                row.getString("name"),
                                row.getInt("viewers"),
                                row.getInt("visits"),
                                minutes(row)))
                .list();
    }

    /** How people know an order. */
    Optional<String> orderNumber(UUID orderId) {
        return database.sql("select number from orders where id = ?")
                .param(orderId)
                .query(String.class)
                .optional();
    }

    private StatementSpec about(Question question, String sql) {
        return database.sql(sql)
                .param("stream", question.streamId())
                .param("order", question.orderId())
                .param("access", question.accessId())
                .param("from", at(question.from()))
                .param("to", at(question.to()));
    }

    /** A tenth of a minute is all the precision that heartbeats have. */
    private static double minutes(ResultSet row) throws SQLException {
        return Math.round(row.getDouble("minutes") * 10) / 10.0;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
