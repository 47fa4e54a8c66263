package dev.streamapp.gateway.notice;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import dev.streamapp.gateway.Gateway;
import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import dev.streamapp.gateway.notice.NoticeStatus.State;
import dev.streamapp.gateway.notice.Outbox.WaitingSecret;
import dev.streamapp.gateway.platform.Secret;
import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.RunningGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gateway of the base class has no mail server: it makes the tables and takes no mail away. */
@DisplayName("A replica that is killed while it delivers")
class DeathInDeliveryTest extends GatewayTest {

    private final GreenMail mails = MailServer.onFreePort();
    private final ScriptedSmtp silent = new ScriptedSmtp().toMail(ScriptedSmtp.SILENCE);

    @AfterAll
    void stopServers() throws IOException {
        mails.stop();
        silent.close();
    }

    @Test
    @DisplayName("leaves its notice to another, which sends it under the same Message-ID")
    void anotherTakesOver(@TempDir Path work) throws Exception {
        mails.start();
        UUID access = access(order("D-1"), "repair_death001", "x", Duration.ofHours(1));
        addMail(access);
        // to the other replica, which is there before, it is not due yet: the victim takes it
        clock.advance(Duration.ofHours(-1));

        try (var _ = replica(mails.getSmtp().getPort())) {
            Process victim = process(silent.port(), work);
            try {
                String half = silent.mails().poll(3, MINUTES);
                assertThat(half).as("the mail that nobody acknowledged").isNotNull();

                clock.reset();
                // the other one looks for work several times, and leaves alone what is locked
                Thread.sleep(3000);
                assertThat(mails.getReceivedMessages()).isEmpty();
                assertThat(victim.isAlive()).isTrue();

                victim.destroyForcibly().waitFor();

                await().atMost(30, SECONDS).until(() -> mails.getReceivedMessages().length == 1);
                String messageId = mails.getReceivedMessages()[0].getMessageID();
                assertThat(half).contains("Message-ID: " + messageId);
                await().until(() -> notice(access).state() == State.SENT);
                assertThat(notice(access).attempts()).isEqualTo(1);
            } finally {
                victim.destroyForcibly().waitFor();
            }
        }
    }

    private NoticeStatus notice(UUID access) {
        return gateway.bean(Notices.class).of(access).getFirst();
    }

    private void addMail(UUID access) {
        Instant now = clock.instant();
        var cipher = new PasswordCipher(gateway.bean(Settings.class).noticeKey());
        var secret = cipher.encrypt(access, new Secret("Zx9pass"));
        gateway.bean(Outbox.class)
                .add(
                        access,
                        Channel.MAIL,
                        "anna@example.com",
                        Locale.of("en"),
                        new WaitingSecret(secret, now.plus(Outbox.PASSWORD_LIFE)),
                        now);
    }

    private RunningGateway replica(int mailPort) {
        return RunningGateway.start(
                Environment.settings(databaseName, mailServer(mailPort)), clock, cluster());
    }

    private Process process(int mailPort, Path work) throws IOException {
        var java =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        Gateway.class.getName(),
                        "--server.port=0",
                        "--management.server.port=0");
        java.environment().clear();
        java.environment().putAll(Environment.variables(databaseName, mailServer(mailPort)));
        return java.redirectErrorStream(true)
                .redirectOutput(work.resolve("victim.log").toFile())
                .start();
    }

    private static Map<String, String> mailServer(int port) {
        return Map.of(
                "MAIL_HOST", "127.0.0.1",
                "MAIL_PORT", Integer.toString(port),
                "MAIL_FROM", "live@shop.example.com",
                "MAIL_STARTTLS", "false");
    }
}
