package dev.streamapp.gateway.statistics;

import dev.streamapp.gateway.playback.Viewer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Visits in the table {@code view_session}; replicas continue each other's. */
@Repository
class ViewSessions {

    private static final int VIEWER_LENGTH = 64;

    private final JdbcClient database;

    ViewSessions(JdbcClient database) {
        this.database = database;
    }

    /**
     * Saves a batch. A visit that the table knows is continued, by whichever replica it was begun;
     * what belongs to a deleted access is left out.
     */
    @Transactional
    public void save(List<Visit> visits) {
        // two replicas see one viewer: without the lock both would begin a session
        database.sql("select pg_advisory_xact_lock(hashtext('view_session'))").query(_ -> {});
        database.sql(
                        """
                        with seen as (
                            select s.stream_id, s.viewer, a.id as access_id, a.order_id, s.first, s.last
                            from unnest(cast(:streams as text[]), cast(:viewers as text[]), cast(:accesses as uuid[]),
                                        cast(:firsts as timestamptz[]), cast(:lasts as timestamptz[]))
                                 as s (stream_id, viewer, access_id, first, last)
                            left join live_stream_access a on a.id = s.access_id
                            where s.access_id is null or a.id is not null
                        ), continued as (
                            update view_session v
                            set started_at = least(v.started_at, s.first), last_seen_at = greatest(v.last_seen_at, s.last)
                            from seen s
                            where v.stream_id = s.stream_id and v.viewer = s.viewer
                              and v.last_seen_at >= s.first - make_interval(secs => :break)
                              and v.started_at <= s.last + make_interval(secs => :break)
                            returning s.stream_id, s.viewer, s.first
                        )
                        insert into view_session (stream_id, viewer, access_id, order_id, started_at, last_seen_at)
                        select stream_id, viewer, access_id, order_id, first, last from seen s
                        where not exists (
                            select from continued c
                            where c.stream_id = s.stream_id and c.viewer = s.viewer and c.first = s.first)
                        """)
                .param("streams", array(visits, Visit::streamId))
                .param("viewers", array(visits, visit -> cut(visit.viewer().text())))
                .param("accesses", array(visits, ViewSessions::access))
                .param("firsts", array(visits, visit -> visit.first().toString()))
                .param("lasts", array(visits, visit -> visit.last().toString()))
                .param("break", (double) Visit.BREAK.toSeconds())
                .update();
    }

    /** How many watch each stream: whoever was seen lately enough. */
    Map<String, Integer> watching(Instant since) {
        return database
                .sql(
                        """
                        select stream_id, count(distinct viewer) as viewers from view_session
                        where last_seen_at >= :since group by stream_id
                        """)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query((row, _) -> Map.entry(row.getString("stream_id"), row.getInt("viewers")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Deletes some of the visits that ended before; how many, at most {@code most}. */
    int deleteBefore(Instant end, int most) {
        return database.sql(
                        """
                        delete from view_session where id in (
                            select id from view_session where last_seen_at < :end
                            order by last_seen_at limit :most for update skip locked)
                        """)
                .param("end", end.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .update();
    }

    private static @Nullable String[] array(
            List<Visit> visits, Function<Visit, @Nullable String> value) {
        return visits.stream().map(value).toArray(String[]::new);
    }

    private static @Nullable String access(Visit visit) {
        return visit.viewer() instanceof Viewer.Customer(var id) ? id.toString() : null;
    }

    private static String cut(String viewer) {
        return viewer.length() <= VIEWER_LENGTH ? viewer : viewer.substring(0, VIEWER_LENGTH);
    }
}
