package dev.streamapp.gateway.admin;

import static dev.streamapp.gateway.platform.PageAddress.text;

import dev.streamapp.gateway.admin.AuditLog.Entry;
import dev.streamapp.gateway.admin.AuditLog.Question;
import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.platform.PageAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The audit log for admins to read and to search. */
@AdminPage
class AuditPages {

    static final int PAGE = 50;

    /** Every word that the gateway writes down, in the order in which they are offered. */
    static final List<String> ACTIONS =
            List.of(
                    "order.create",
                    "order.change",
                    "order.delete",
                    "access.create",
                    "access.newPassword",
                    "access.resend",
                    "access.extend",
                    "access.revoke",
                    "stream.assign",
                    "stream.relabel",
                    "stream.release",
                    "recording.delete",
                    "stream.start",
                    "stream.stop",
                    "stream.passphrase",
                    "stream.delete",
                    "task.create",
                    "task.remake",
                    "task.delete",
                    "session.begin",
                    "session.refuse",
                    "session.end",
                    "password.change",
                    "token.create",
                    "token.revoke");

    private final AuditLog log;

    AuditPages(AuditLog log) {
        this.log = log;
    }

    /** An entry and where what it is about can be seen. */
    record Line(Entry entry) {

        public @Nullable String href() {
            String action = entry.action();
            if (action.startsWith("order.") && !action.equals("order.delete")) {
                return "/admin/orders/" + entry.subject();
            }
            return action.startsWith("stream.") ? "/admin/streams/" + entry.subject() : null;
        }
    }

    @GetMapping("/admin/audit")
    String audit(
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable UUID before,
            Model page) {
        var asked = new Question(given(action), given(q), from, to, before);
        // one more than is shown tells whether there is more
        List<Entry> found = log.entries(asked, PAGE + 1);
        List<Line> lines = found.stream().limit(PAGE).map(Line::new).toList();
        page.addAttribute("lines", lines);
        page.addAttribute("asked", asked);
        page.addAttribute("actions", ACTIONS);
        page.addAttribute("newest", href(asked, null));
        if (found.size() > PAGE) {
            page.addAttribute("older", href(asked, lines.getLast().entry().id()));
        }
        return "admin/audit";
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static String href(Question asked, @Nullable UUID before) {
        return PageAddress.of(
                "/admin/audit",
                Map.of(
                        "action", text(asked.action()),
                        "q", text(asked.text()),
                        "from", text(asked.from()),
                        "to", text(asked.to()),
                        "before", text(before)));
    }
}
