package dev.streamapp.gateway.access;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which access a request with an Idempotency-Key made; a key belongs to the admin who used it. */
@Repository
class IdempotentRequests {

    private final JdbcClient database;

    IdempotentRequests(JdbcClient database) {
        this.database = database;
    }

    /** A request's key together with who sent it. */
    record Key(String text, String subject) {}

    /** Until the transaction ends nobody else gets past here with this key. */
    void takeHold(Key key) {
        database.sql("select pg_advisory_xact_lock(hashtextextended(:subject || ' ' || :key, 0))")
                .param("subject", key.subject())
                .param("key", key.text())
                .query((_, _) -> true)
                .single();
    }

    Optional<UUID> accessOf(Key key) {
        return database.sql(
                        "select access_id from idempotent_request where key = :key and subject = :subject")
                .param("key", key.text())
                .param("subject", key.subject())
                .query((row, _) -> row.getObject("access_id", UUID.class))
                .optional();
    }

    void remember(Key key, UUID accessId, Instant now) {
        database.sql(
                        """
                        insert into idempotent_request (key, subject, access_id, created_at)
                        values (:key, :subject, :access, :now)
                        """)
                .param("key", key.text())
                .param("subject", key.subject())
                .param("access", accessId)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
