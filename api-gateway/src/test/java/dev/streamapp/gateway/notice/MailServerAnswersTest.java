package dev.streamapp.gateway.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.notice.NoticeStatus.State;
import dev.streamapp.gateway.platform.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("What a mail server answers")
class MailServerAnswersTest extends GatewayTest {

    private final ScriptedSmtp server = new ScriptedSmtp();

    @Override
    protected Map<String, String> environment() {
        return Map.of(
                "MAIL_HOST", "127.0.0.1",
                "MAIL_PORT", Integer.toString(server.port()),
                "MAIL_FROM", "live@shop.example.com",
                "MAIL_STARTTLS", "false");
    }

    @AfterAll
    void stopServer() throws IOException {
        server.close();
    }

    @ParameterizedTest(name = "{0} to the recipient, {1} to the mail: {2}")
    @CsvSource({
        "550 no such mailbox, 250 ok,            failed",
        "450 mailbox busy,    250 ok,            waiting",
        "250 ok,              554 no spam here,  failed",
        "250 ok,              451 greylisted,    waiting",
        "250 ok,              250 taken,         sent"
    })
    @DisplayName("decides whether the mail is tried again")
    void decides(String toRecipient, String toMail, String state) {
        server.toRecipient(toRecipient).toMail(toMail);
        UUID order = order("M-" + toRecipient.hashCode() + toMail.hashCode());
        UUID access =
                access(order, "repair_" + order.toString().substring(28), "x", Duration.ofHours(1));
        var customer = new Recipient("anna@example.com", null, Locale.of("en"));
        var notices = gateway.bean(Notices.class);

        new TransactionTemplate(gateway.bean(PlatformTransactionManager.class))
                .executeWithoutResult(
                        _ -> notices.accessCreated(access, customer, new Secret("s3cret word")));

        await().until(() -> notices.of(access).getFirst().attempts() > 0);
        var notice = notices.of(access).getFirst();
        assertThat(notice.state()).isEqualTo(State.valueOf(state.toUpperCase(Locale.ROOT)));
        if (notice.state() != State.SENT) {
            String said = toRecipient.startsWith("250") ? toMail : toRecipient;
            assertThat(notice.lastError()).contains(said).doesNotContain("s3cret");
        }
    }
}
