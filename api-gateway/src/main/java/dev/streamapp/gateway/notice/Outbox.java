package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import dev.streamapp.gateway.notice.NoticeStatus.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Notices as they are asked for and shown. */
@Repository
class Outbox {

    /** A password that was not delivered by then is forgotten. */
    static final Duration PASSWORD_LIFE = Duration.ofHours(24);

    private final JdbcClient database;

    Outbox(JdbcClient database) {
        this.database = database;
    }

    /** A password that waits, and until when it may. */
    record WaitingSecret(byte[] encrypted, Instant until) {}

    /**
     * Why a notice was not delivered at its latest attempt.
     *
     * @param noticeOf when the notice was asked for
     */
    record Failure(Instant noticeOf, String reason) {}

    UUID add(
            UUID accessId,
            Channel channel,
            String recipient,
            Locale language,
            WaitingSecret secret,
            Instant now) {
        return database.sql(
                        """
                        insert into outbox
                            (access_id, channel, recipient, language, secret, secret_until, next_attempt, created_at)
                        values (:access, :channel, :recipient, :language, :secret, :until, :now, :now)
                        returning id
                        """)
                .param("access", accessId)
                .param("channel", channel.word())
                .param("recipient", recipient)
                .param("language", language.getLanguage())
                .param("secret", secret.encrypted())
                .param("until", Timestamp.from(secret.until()))
                .param("now", Timestamp.from(now))
                .query((row, _) -> row.getObject("id", UUID.class))
                .single();
    }

    /** What waits is not sent any more; what is being delivered at this moment is let through. */
    void cancel(UUID accessId) {
        database.sql(
                        """
                        update outbox
                        set state = case state when 'waiting' then 'cancelled' else state end, secret = null
                        where id in (
                            select id from outbox
                            where access_id = :access and (state = 'waiting' or secret is not null)
                            for update skip locked)
                        """)
                .param("access", accessId)
                .update();
    }

    Optional<WaitingSecret> secretOf(UUID accessId, Instant now) {
        return database.sql(
                        """
                        select secret, secret_until from outbox
                        where access_id = :access and secret is not null and secret_until > :now
                        order by created_at desc, id desc
                        limit 1
                        """)
                .param("access", accessId)
                .param("now", Timestamp.from(now))
                .query((row, _) ->
                        new WaitingSecret(row.getBytes("secret"), instant(row, "secret_until")))
                .optional();
    }

    List<NoticeStatus> of(UUID accessId) {
        return database.sql(
                        """
                        select * from outbox where access_id = :access
                        order by created_at desc, id desc
                        """)
                .param("access", accessId)
                .query((row, _) -> status(row))
                .list();
    }

    /** How many wait to be sent. */
    int waiting(Channel channel) {
        return database.sql(
                        "select count(*) from outbox where state = 'waiting' and channel = :channel")
                .param("channel", channel.word())
                .query(Integer.class)
                .single();
    }

    /** What went wrong with the latest notice of those that something went wrong with. */
    Optional<Failure> lastFailure(Channel channel) {
        return database.sql(
                        """
                        select created_at, last_error from outbox
                        where last_error is not null and channel = :channel
                        order by created_at desc, id desc limit 1
                        """)
                .param("channel", channel.word())
                .query((row, _) ->
                        new Failure(instant(row, "created_at"), row.getString("last_error")))
                .optional();
    }

    private static NoticeStatus status(ResultSet row) throws SQLException {
        State state = State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
        return new NoticeStatus(
                row.getObject("id", UUID.class),
                Channel.valueOf(row.getString("channel").toUpperCase(Locale.ROOT)),
                row.getString("recipient"),
                state,
                row.getInt("attempts"),
                state == State.WAITING ? instant(row, "next_attempt") : null,
                row.getString("last_error"),
                instant(row, "created_at"),
                optionalInstant(row, "sent_at"));
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    private static @Nullable Instant optionalInstant(ResultSet row, String column)
            throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
