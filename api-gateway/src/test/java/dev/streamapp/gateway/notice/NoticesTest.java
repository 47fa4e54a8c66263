package dev.streamapp.gateway.notice;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import dev.streamapp.gateway.notice.NoticeStatus.State;
import dev.streamapp.gateway.platform.Secret;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@DisplayName("A notice to a customer")
class NoticesTest extends GatewayTest {

    private static final Locale CZECH = Locale.of("cs");
    private static final Recipient ANNA =
            new Recipient("anna@example.com", "+420 123-456-789", Locale.of("en"));
    private static final Secret PASSWORD = new Secret("Zx9<&>pass");
    private static final Duration DAY = Duration.ofHours(24);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final GreenMail mails = MailServer.onFreePort();
    private final SmsProvider provider = new SmsProvider();
    private String login;

    NoticesTest() {
        mails.start();
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of(
                "MAIL_HOST", "127.0.0.1",
                "MAIL_PORT", Integer.toString(mails.getSmtp().getPort()),
                "MAIL_FROM", "live@shop.example.com",
                "MAIL_STARTTLS", "false",
                "SMS_URL", provider.url(),
                "SMS_BODY", "{\"to\":\"{phone}\",\"text\":\"{text}\",\"id\":\"{id}\"}",
                "LINK_TEMPLATE", "https://shop.example.com/{language}/live?o={order}",
                "SHOP_NAME", "Opravna Šroubek");
    }

    @BeforeEach
    void nothingIsLeft() throws Exception {
        gateway.database().sql("delete from outbox").update();
        mails.purgeEmailFromAllMailboxes();
        provider.messages().clear();
        provider.answer(200);
    }

    @AfterAll
    void stopServers() {
        mails.stop();
        provider.close();
    }

    @Test
    @DisplayName("arrives by mail and SMS, and the password is not kept")
    void arrives() throws Exception {
        UUID access = newAccess(DAY);
        var waiting = created(access, ANNA, PASSWORD);

        assertThat(waiting)
                .extracting(NoticeStatus::channel, NoticeStatus::state, NoticeStatus::recipient)
                .containsExactlyInAnyOrder(
                        tuple(Channel.MAIL, State.WAITING, "anna@example.com"),
                        tuple(Channel.SMS, State.WAITING, "+420 123-456-789"));
        awaitStates(access, State.SENT, State.SENT);

        MimeMessage mail = mails.getReceivedMessages()[0];
        UUID id = byChannel(access, Channel.MAIL).id();
        assertThat(mail.getMessageID()).isEqualTo("<" + id + "@shop.example.com>");
        assertThat(mail.getFrom()[0].toString()).contains("live@shop.example.com");
        assertThat(mail.getSubject()).startsWith("Your repair live, order ");
        assertThat(part(mail, "text/plain"))
                .contains("Password: Zx9<&>pass", "Login: " + login, "/en/live?o=", "Hello Anna,")
                .doesNotContain("[(", "${");
        assertThat(part(mail, "text/html"))
                .contains("Zx9&lt;&amp;&gt;pass", login, "lang=\"en\"")
                .doesNotContain(" th:", "xmlns:th");
        assertThat(provider.messages())
                .singleElement()
                .asString()
                .contains("\"to\":\"+420123456789\"", "Zx9<&>pass", login);
        assertThat(passwordsKept(access)).isZero();
        assertThat(gateway.bean(Notices.class).resend(access, ANNA)).isFalse();
    }

    @Test
    @DisplayName("speaks the customer's language")
    void speaksLanguages() throws Exception {
        created(newAccess(DAY), new Recipient("anna@example.com", null, CZECH), PASSWORD);
        await().until(() -> mails.getReceivedMessages().length == 1);
        assertThat(mails.getReceivedMessages()[0].getSubject()).startsWith("Oprava v přímém");
        assertThat(part(mails.getReceivedMessages()[0], "text/plain"))
                .contains("Dobrý den, Anna", "Heslo: ", "Opravna Šroubek");

        created(newAccess(DAY), new Recipient("anna@example.com", " ", Locale.of("ru")), PASSWORD);
        await().until(() -> mails.getReceivedMessages().length == 2);
        assertThat(mails.getReceivedMessages()[1].getSubject()).startsWith("Прямой эфир");
        assertThat(provider.messages()).isEmpty();
    }

    @Test
    @DisplayName("is sent only if the transaction is kept, and asked for only inside of one")
    void followsTheTransaction() {
        UUID access = newAccess(DAY);
        transaction()
                .executeWithoutResult(tx -> {
                    notices().accessCreated(access, ANNA, PASSWORD);
                    tx.setRollbackOnly();
                });

        assertThat(notices().of(access)).isEmpty();
        assertThatThrownBy(() -> notices().accessCreated(access, ANNA, PASSWORD))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    @DisplayName("is not made where the customer left neither address nor number")
    void nobodyToReach() {
        var unknown = new Recipient("", null, CZECH);

        assertThat(created(newAccess(DAY), unknown, PASSWORD)).isEmpty();
    }

    @Test
    @DisplayName("is sent by exactly one of two replicas")
    void neverTwice() throws Exception {
        var expected = new ArrayList<String>();
        var accesses = new ArrayList<UUID>();
        for (int i = 0; i < 60; i++) {
            accesses.add(newAccess(DAY));
        }
        try (var _ = startAnother()) {
            transaction()
                    .executeWithoutResult(_ ->
                            accesses.forEach(access ->
                                    notices()
                                            .accessCreated(access, ANNA, PASSWORD)
                                            .forEach(n -> expected.add(n.id().toString()))));
            await().atMost(60, SECONDS).until(() -> count("state = 'sent'") == expected.size());
        }

        assertThat(expected).hasSize(120);
        assertThat(provider.messages()).hasSize(60);
        assertThat(mails.getReceivedMessages()).hasSize(60);
        assertThat(deliveredIds()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("is tried again, later each time, and keeps its id")
    void triedAgain() {
        provider.answer(503);
        UUID access = newAccess(DAY);
        created(access, new Recipient(null, "+420123456789", CZECH), PASSWORD);

        await().until(() -> byChannel(access, Channel.SMS).attempts() == 1);
        var failed = byChannel(access, Channel.SMS);
        assertThat(failed.state()).isEqualTo(State.WAITING);
        assertThat(failed.lastError()).isEqualTo("SMS provider: HTTP 503");
        assertThat(Duration.between(clock.instant(), failed.nextAttempt()))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        provider.answer(200);
        clock.advance(Duration.ofSeconds(11));

        awaitStates(access, State.SENT);
        assertThat(byChannel(access, Channel.SMS).attempts()).isEqualTo(2);
        assertThat(provider.messages()).hasSize(2);
        assertThat(provider.messages())
                .allSatisfy(body -> assertThat(body).contains(failed.id().toString()));
    }

    @Test
    @DisplayName("that is refused for good is not tried again, and can be sent to a better number")
    void refusedForGood() {
        UUID access = newAccess(DAY);
        created(access, new Recipient(null, "call me", CZECH), PASSWORD);
        awaitStates(access, State.FAILED);
        assertThat(byChannel(access, Channel.SMS).lastError()).contains("no telephone number");
        assertThat(provider.messages()).isEmpty();

        assertThat(notices().resend(access, ANNA)).isTrue();

        awaitStates(access, State.SENT, State.SENT, State.FAILED);
        assertThat(provider.messages()).singleElement().asString().contains("Zx9<&>pass");
        assertThat(passwordsKept(access)).isZero();
    }

    @Test
    @DisplayName("of a revoked access is not sent, and its password goes")
    void revoked() {
        provider.answer(503);
        UUID access = newAccess(DAY);
        created(access, new Recipient(null, "+420123456789", CZECH), PASSWORD);
        await().until(() -> byChannel(access, Channel.SMS).attempts() == 1);

        gateway.database()
                .sql("update live_stream_access set revoked_at = now() where id = ?")
                .param(access)
                .update();

        awaitStates(access, State.CANCELLED);
        assertThat(passwordsKept(access)).isZero();
    }

    @Test
    @DisplayName("with a new password replaces the one that waits with the former")
    void replaced() {
        provider.answer(503);
        UUID access = newAccess(DAY);
        var bySms = new Recipient(null, "+420123456789", CZECH);
        created(access, bySms, PASSWORD);
        await().until(() -> byChannel(access, Channel.SMS).attempts() == 1);
        provider.answer(200);

        created(access, bySms, new Secret("newer"));

        awaitStates(access, State.SENT, State.CANCELLED);
        assertThat(provider.messages().getLast()).contains("newer").doesNotContain("Zx9");
        assertThat(passwordsKept(access)).isZero();
    }

    @Test
    @DisplayName("that was being tried while a newer one was made is not tried again")
    void replacedInFlight() {
        provider.answer(503);
        UUID access = newAccess(DAY);
        var bySms = new Recipient(null, "+420123456789", CZECH);
        created(access, bySms, PASSWORD);
        await().until(() -> byChannel(access, Channel.SMS).attempts() == 1);
        provider.messages().clear();
        provider.answer(200);

        // as a delivery does, until its attempt is over
        transaction()
                .executeWithoutResult(_ -> {
                    gateway.bean(JdbcClient.class)
                            .sql("select id from outbox where access_id = ? for update")
                            .param(access)
                            .query()
                            .listOfRows();
                    CompletableFuture.runAsync(() -> created(access, bySms, new Secret("newer")))
                            .join();
                });
        clock.advance(Duration.ofMinutes(1));

        awaitStates(access, State.SENT, State.CANCELLED);
        assertThat(provider.messages()).singleElement().asString().contains("newer");
        assertThat(passwordsKept(access)).isZero();
    }

    @Test
    @DisplayName("is given up when the access ends")
    void accessEnds() {
        provider.answer(503);
        UUID access = newAccess(Duration.ofHours(1));
        created(access, new Recipient(null, "+420123456789", CZECH), PASSWORD);
        await().until(() -> byChannel(access, Channel.SMS).attempts() == 1);

        clock.advance(Duration.ofHours(1).plusSeconds(1));

        awaitStates(access, State.FAILED);
        assertThat(byChannel(access, Channel.SMS).lastError())
                .isEqualTo("Not delivered in time; the last attempt: SMS provider: HTTP 503");
        assertThat(passwordsKept(access)).isZero();
    }

    @Test
    @DisplayName("keeps its password 24 hours at most, however often it is resent")
    void passwordLives24Hours() {
        provider.answer(503);
        UUID access = newAccess(Duration.ofDays(7));
        var bySms = new Recipient(null, "+420123456789", CZECH);
        created(access, bySms, PASSWORD);
        clock.advance(Duration.ofHours(23));
        assertThat(notices().resend(access, bySms)).isTrue();
        // the former one is due at this moment; while it is being tried it keeps its password
        await().until(() -> passwordsKept(access) == 1);

        clock.advance(Duration.ofMinutes(61));

        await().until(() -> passwordsKept(access) == 0);
        awaitStates(access, State.FAILED, State.CANCELLED);
        assertThat(notices().resend(access, bySms)).isFalse();
    }

    private Notices notices() {
        return gateway.bean(Notices.class);
    }

    private TransactionTemplate transaction() {
        return new TransactionTemplate(gateway.bean(PlatformTransactionManager.class));
    }

    private List<NoticeStatus> created(UUID access, Recipient recipient, Secret password) {
        return transaction().execute(_ -> notices().accessCreated(access, recipient, password));
    }

    private UUID newAccess(Duration validity) {
        int number = COUNT.incrementAndGet();
        login = "repair_%08d".formatted(number);
        return access(order("N-" + number), login, "irrelevant", validity);
    }

    private NoticeStatus byChannel(UUID access, Channel channel) {
        return notices().of(access).stream()
                .filter(notice -> notice.channel() == channel)
                .findFirst()
                .orElseThrow();
    }

    /** The latest first; of the same moment in any order. */
    private void awaitStates(UUID access, State... states) {
        await().atMost(20, SECONDS)
                .untilAsserted(() ->
                        assertThat(notices().of(access))
                                .extracting(NoticeStatus::state)
                                .containsExactly(states));
    }

    private int count(String condition) {
        return gateway.database()
                .sql("select count(*) from outbox where " + condition)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private int passwordsKept(UUID access) {
        return gateway.database()
                .sql("select count(*) from outbox where access_id = ? and secret is not null")
                .param(access)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    private List<String> deliveredIds() throws MessagingException {
        var ids = new ArrayList<String>();
        for (MimeMessage mail : mails.getReceivedMessages()) {
            ids.add(mail.getMessageID().replaceAll("^<|@.*", ""));
        }
        for (String body : provider.messages()) {
            ids.add(body.replaceAll(".*\"id\":\"|\"}$", ""));
        }
        return ids;
    }

    private static String part(MimeMessage mail, String type)
            throws MessagingException, IOException {
        return part((MimeMultipart) mail.getContent(), type);
    }

    private static String part(MimeMultipart parts, String type)
            throws MessagingException, IOException {
        for (int i = 0; i < parts.getCount(); i++) {
            var part = parts.getBodyPart(i);
            if (part.getContent() instanceof MimeMultipart inner) {
                return part(inner, type);
            }
            if (part.isMimeType(type)) {
                return (String) part.getContent();
            }
        }
        throw new AssertionError("no " + type);
    }
}
