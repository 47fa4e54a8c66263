package dev.streamapp.e2e.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.HostNetwork;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;

/** An SMTP server on this machine, at an address that pods of the cluster reach. */
public final class MailServer implements AutoCloseable {
    private final GreenMail server;

    public MailServer(Cluster cluster) {
        String address = HostNetwork.addressTowards(cluster);
        this.server = new GreenMail(new ServerSetup(0, address, ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    public String host() {
        return server.getSmtp().getBindTo();
    }

    public int port() {
        return server.getSmtp().getPort();
    }

    /** Waits for the first mail to somebody. */
    public Letter awaitLetter(String recipient, Duration patience) {
        return Awaitility.await("a mail to " + recipient)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> letter(recipient), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<Letter> letter(String recipient) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> isTo(mail, recipient))
                .map(MailServer::read)
                .findFirst();
    }

    private static boolean isTo(MimeMessage mail, String recipient) {
        try {
            return Arrays.toString(mail.getAllRecipients()).contains(recipient);
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail cannot be read", e);
        }
    }

    private static Letter read(MimeMessage mail) {
        try {
            return new Letter(
                    Objects.requireNonNullElse(mail.getSubject(), ""), plain(mail.getContent()));
        } catch (MessagingException e) {
            throw new IllegalStateException("a mail cannot be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first part that is plain text. */
    private static String plain(Object content) throws MessagingException, IOException {
        if (content instanceof Multipart parts) {
            BodyPart first = parts.getBodyPart(0);
            return plain(first.getContent());
        }
        return content.toString();
    }

    @Override
    public void close() {
        server.stop();
    }
}
