package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.Letter.OrderFacts;
import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import dev.streamapp.gateway.notice.NoticeStatus.State;
import dev.streamapp.gateway.platform.Secret;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Notices as they are delivered. A row is locked until its attempt is over. */
@Repository
class Deliveries {

    private static final int ERROR_LENGTH = 500;

    private final JdbcClient database;

    Deliveries(JdbcClient database) {
        this.database = database;
    }

    /** A row whose time has come, with what its letter tells. */
    record Due(
            UUID id,
            Instant createdAt,
            UUID accessId,
            String recipient,
            Locale language,
            byte[] secret,
            int attempts,
            String login,
            Instant expiresAt,
            OrderFacts order) {

        Letter letter(Secret password, String link) {
            return new Letter(
                    id, createdAt, recipient, language, login, password, link, expiresAt, order);
        }
    }

    /** A row whose time has come, locked against every other replica; call it in a transaction. */
    Optional<Due> lockNext(Channel channel, Instant now) {
        return database.sql(
                        """
                        select o.*, a.login, a.expires_at, r.number, r.customer_name, r.device
                        from outbox o
                        join live_stream_access a on a.id = o.access_id
                        join orders r on r.id = a.order_id
                        where o.state = 'waiting' and o.channel = :channel and o.next_attempt <= :now
                            and o.secret is not null and o.secret_until > :now
                            and a.revoked_at is null and a.expires_at > :now
                            and not exists (
                                select 1 from outbox n
                                where n.access_id = o.access_id and n.channel = o.channel and n.created_at > o.created_at)
                        order by o.next_attempt, o.id
                        limit 1
                        for update of o skip locked
                        """)
                .param("channel", channel.word())
                .param("now", Timestamp.from(now))
                .query((row, _) -> due(row))
                .optional();
    }

    /**
     * The database is to notice within a minute that the machine which delivers is gone, and free
     * the row for another: without this it would ask only after two hours.
     */
    void watchConnection() {
        database.sql(
                        """
                        select set_config('tcp_keepalives_idle', '15', true),
                            set_config('tcp_keepalives_interval', '10', true),
                            set_config('tcp_keepalives_count', '3', true)
                        """)
                .query((_, _) -> true)
                .single();
    }

    void sent(UUID id, Instant now) {
        database.sql(
                        """
                        update outbox
                        set state = 'sent', sent_at = :now, attempts = attempts + 1, secret = null, last_error = null
                        where id = :id
                        """)
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
    }

    /** The password stays until its time is over, for a resend to a better address. */
    void failed(UUID id, State state, String reason, Instant next) {
        database.sql(
                        """
                        update outbox
                        set state = :state, attempts = attempts + 1, last_error = :reason, next_attempt = :next
                        where id = :id
                        """)
                .param("id", id)
                .param("state", state.word())
                .param("reason", cut(reason))
                .param("next", Timestamp.from(next))
                .update();
    }

    /**
     * Forgets passwords whose time is over; those of revoked accesses; and those of notices that
     * were being delivered while a newer one took their place, and failed.
     */
    int forget(Instant now) {
        return database.sql(
                        """
                        update outbox o
                        set secret = null,
                            state = case
                                when o.state <> 'waiting' then o.state
                                when due.cancelled then 'cancelled'
                                else 'failed' end,
                            last_error = case
                                when o.state = 'waiting' and not due.cancelled
                                then left('Not delivered in time' || coalesce('; the last attempt: ' || o.last_error, ''), 500)
                                else o.last_error end
                        from (
                            select w.id, a.revoked_at is not null or newer.found as cancelled
                            from outbox w
                            join live_stream_access a on a.id = w.access_id
                            cross join lateral (
                                select exists (
                                    select 1 from outbox n
                                    where n.access_id = w.access_id and n.channel = w.channel
                                        and n.created_at > w.created_at) as found) newer
                            where w.secret is not null
                                and (w.secret_until <= :now or a.expires_at <= :now or a.revoked_at is not null
                                    or newer.found)
                            for update of w skip locked) due
                        where o.id = due.id
                        """)
                .param("now", Timestamp.from(now))
                .update();
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getObject("id", UUID.class),
                row.getTimestamp("created_at").toInstant(),
                row.getObject("access_id", UUID.class),
                row.getString("recipient"),
                Locale.of(row.getString("language")),
                row.getBytes("secret"),
                row.getInt("attempts"),
                row.getString("login"),
                row.getTimestamp("expires_at").toInstant(),
                new OrderFacts(
                        row.getString("number"),
                        row.getString("customer_name"),
                        row.getString("device")));
    }

    private static String cut(String text) {
        return text.length() <= ERROR_LENGTH ? text : text.substring(0, ERROR_LENGTH);
    }
}
