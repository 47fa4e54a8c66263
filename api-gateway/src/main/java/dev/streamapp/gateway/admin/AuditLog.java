package dev.streamapp.gateway.admin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code audit_log}, to read; {@link dev.streamapp.gateway.platform.Audit} writes it. */
@Repository
class AuditLog {

    private final JdbcClient database;

    AuditLog(JdbcClient database) {
        this.database = database;
    }

    /** One deed. */
    record Entry(
            UUID id,
            Instant at,
            String actor,
            String address,
            String action,
            String subject,
            String detail) {}

    /**
     * Which entries; null means whatever it be.
     *
     * @param text what actor, address, action, subject or detail have in them
     * @param before id of the oldest entry of the page before; ids rise with time
     */
    record Question(
            @Nullable String action,
            @Nullable String text,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable UUID before) {}

    /** The latest first. */
    List<Entry> entries(Question question, int limit) {
        return database.sql(
                        """
                        select id, at, actor, address, action, subject, detail from audit_log
                        where (cast(:before as uuid) is null or id < cast(:before as uuid))
                          and (cast(:action as text) is null or action = :action)
                          and (cast(:from as timestamptz) is null or at >= :from)
                          and (cast(:to as timestamptz) is null or at < :to)
                          and (cast(:text as text) is null
                               or position(lower(:text) in lower(concat_ws(' ', actor, address, action, subject, detail))) > 0)
                        order by id desc limit :limit
                        """)
                .param("before", question.before())
                .param("action", question.action())
                .param("from", at(question.from()))
                .param("to", at(question.to()))
                .param("text", question.text())
                .param("limit", limit)
                .query(AuditLog::entry)
                .list();
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                row.getObject("id", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("address"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
