package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.admin.AuditLog.Entry;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What admins did, the latest first. */
@RestController
class AuditController {

    private final AuditLog log;

    AuditController(AuditLog log) {
        this.log = log;
    }

    /**
     * Lists entries.
     *
     * @param before id of the oldest entry of the page before; ids rise with time
     * @param action a word such as {@code access.create}
     * @param q what actor, address, action, subject or detail have in them
     */
    @GetMapping("/api/admin/audit")
    List<Entry> list(
            @RequestParam(defaultValue = "100") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(required = false) @Size(max = 60) @Nullable String action,
            @RequestParam(required = false) @Size(max = 200) @Nullable String q,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        return log.entries(new AuditLog.Question(action, q, from, to, before), limit);
    }
}
