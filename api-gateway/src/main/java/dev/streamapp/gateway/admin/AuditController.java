package dev.streamapp.gateway.admin;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What admins did, the latest first. */
@RestController
class AuditController {

    private final JdbcClient database;

    AuditController(JdbcClient database) {
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
     * Lists entries.
     *
     * @param before id of the oldest entry of the page before; ids rise with time
     */
    @GetMapping("/api/admin/audit")
    List<Entry> list(
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable UUID before) {
        return database.sql(
                        """
                        select id, at, actor, address, action, subject, detail from audit_log
                        where cast(:before as uuid) is null or id < cast(:before as uuid)
                        order by id desc limit :limit
                        """)
                .param("before", before)
                .param("limit", limit)
                .query((row, _) ->
                        new Entry(
                                row.getObject("id", UUID.class),
                                row.getObject("at", OffsetDateTime.class).toInstant(),
                                row.getString("actor"),
                                row.getString("address"),
                                row.getString("action"),
                                row.getString("subject"),
                                row.getString("detail")))
                .list();
    }
}
