package dev.streamapp.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.platform.Messages;
import dev.streamapp.gateway.testing.Pages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditPagesTest extends GatewayTest {

    /** Both ways in which code tells the log what was done. */
    private static final Pattern RECORDED =
            Pattern.compile("audit\\s*\\.record\\(([^;]*?)\\);", Pattern.DOTALL);

    private static final Pattern WORD = Pattern.compile("\"([a-z]+\\.[a-zA-Z]+)\"");

    @BeforeEach
    void emptyLog() {
        // starting and making the token are deeds of nobody's
        gateway.adminToken();
        gateway.database().sql("delete from audit_log").update();
    }

    private void deed(String at, String actor, String action, String subject, String detail) {
        gateway.database()
                .sql(
                        """
                        insert into audit_log (at, actor, address, action, subject, detail)
                        values (cast(? as timestamptz), ?, '203.0.113.7', ?, ?, ?)
                        """)
                .params(at, actor, action, subject, detail)
                .update();
    }

    @ParameterizedTest
    @CsvSource({
        "ru,Записей пока нет,Заказ создан",
        "en,Nothing has been written down yet,Order created",
        "cs,Zatím žádné záznamy,Zakázka vytvořena"
    })
    @DisplayName("an empty log says what it will hold; an entry tells who did what, and from where")
    void entry(String language, String empty, String created) {
        assertThat(Pages.read(gateway, "/admin/audit", language)).contains(empty);

        deed("2026-03-01T12:00:00Z", "admin:anna", "order.create", "0198f3c0", "order 17");
        assertThat(Pages.read(gateway, "/admin/audit", language))
                .contains(
                        "<td data-label",
                        created + "</td>",
                        "admin:anna",
                        "203.0.113.7",
                        "order 17")
                .contains("href=\"/admin/orders/0198f3c0\"", "datetime=\"2026-03-01T12:00:00Z\"")
                .doesNotContain(empty);
    }

    @Test
    @DisplayName(
            "what somebody wrote is shown and not run; a word without a name stands for itself")
    void hostile() {
        String hostile = Pages.HOSTILE;
        deed("2026-03-01T12:00:00Z", hostile, "word.unheard", hostile, hostile);

        assertThat(Pages.read(gateway, "/admin/audit?q=%3Cscript%3E"))
                .contains(
                        "&lt;script&gt;alert(1)", ">word.unheard</td>", "value=\"&lt;script&gt;\"");
    }

    @Test
    @DisplayName("it is searched by deed, by any text, and by time")
    void search() {
        deed("2026-03-01T12:00:00Z", "admin:anna", "stream.start", "bench-1", "");
        deed("2026-03-02T12:00:00Z", "admin:boris", "stream.stop", "bench-2", "");
        deed("2026-03-03T12:00:00Z", "token:shop", "order.change", "0198", "order A+B & C");

        assertThat(Pages.read(gateway, "/admin/audit?action=stream.stop"))
                .contains("bench-2")
                .doesNotContain("bench-1", "order A+B");
        assertThat(Pages.read(gateway, "/admin/audit?action=&q=ANNA&from=&to="))
                .contains("bench-1")
                .doesNotContain("bench-2");
        assertThat(
                        Pages.read(
                                gateway,
                                "/admin/audit?from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z"))
                .contains("bench-2")
                .doesNotContain("bench-1", "order A+B");
        assertThat(Pages.read(gateway, "/admin/audit?q=100%25_")).contains("Nothing found");
    }

    @Test
    @DisplayName("a long log has pages, each of the same search")
    void pages() {
        for (int i = 0; i <= AuditPages.PAGE; i++) {
            deed("2026-03-01T12:00:00Z", "admin:anna", "order.change", "subject-" + i, "A+B & C");
        }
        String newest = Pages.read(gateway, "/admin/audit?q=A%2BB%20%26%20C");
        assertThat(newest)
                .contains("subject-" + AuditPages.PAGE, "subject-1<")
                .doesNotContain("subject-0<");

        var older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(newest);
        assertThat(older.find()).isTrue();
        assertThat(Pages.read(gateway, older.group(1).replace("&amp;", "&")))
                .contains("subject-0<")
                .doesNotContain("subject-1<", "rel=\"next\"")
                .contains("href=\"/admin/audit?q=A%2BB%20%26%20C\"");
    }

    @Test
    @DisplayName("the API is searched the same way")
    void api() {
        // all but one differ from what is asked for in one thing
        deed("2026-03-02T12:00:00Z", "admin:anna", "stream.stop", "bench-1", "");
        deed("2026-03-02T12:00:00Z", "admin:boris", "stream.stop", "bench-2", "");
        deed("2026-03-02T12:00:00Z", "admin:boris", "stream.start", "bench-3", "");
        deed("2026-03-01T12:00:00Z", "admin:boris", "stream.stop", "bench-4", "");
        deed("2026-03-03T12:00:00Z", "admin:boris", "stream.stop", "bench-5", "");
        gateway.admin()
                .get()
                .uri(
                        "/api/admin/audit?q=boris&action=stream.stop&from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(1)
                .jsonPath("$[0].subject")
                .isEqualTo("bench-2");
    }

    @Test
    @DisplayName("everything that is ever written down can be chosen and has a name")
    void names() throws IOException {
        var recorded = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                RECORDED.matcher(Files.readString(file))
                        .results()
                        .flatMap(call -> WORD.matcher(call.group(1)).results())
                        .map((MatchResult word) -> word.group(1))
                        .forEach(recorded::add);
            }
        }
        assertThat(AuditPages.ACTIONS).containsExactlyInAnyOrderElementsOf(recorded);
        assertThat(AuditPages.ACTIONS)
                .allSatisfy(action ->
                        assertThat(
                                        gateway.bean(Messages.class)
                                                .text("admin.audit.action." + action))
                                .isNotBlank());
    }
}
