package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.NoticeStatus.Channel;
import dev.streamapp.gateway.platform.Settings;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.UnsupportedEncodingException;
import java.util.Date;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/**
 * Sends mails by SMTP. The Message-ID is the notice's own: a mail that comes twice is the same mail
 * for the recipient's program.
 */
final class MailCourier implements Courier {

    private final JavaMailSenderImpl server;
    private final NoticeTexts texts;
    private final String from;
    private final String shop;

    MailCourier(Settings.Mail settings, NoticeTexts texts, String shop) {
        this.server = server(settings);
        this.texts = texts;
        this.from = settings.from();
        this.shop = shop;
    }

    private static JavaMailSenderImpl server(Settings.Mail settings) {
        var server = new JavaMailSenderImpl();
        server.setHost(settings.host());
        server.setPort(settings.port());
        server.setDefaultEncoding("UTF-8");
        var properties = server.getJavaMailProperties();
        var user = settings.user();
        var password = settings.password();
        if (user != null && password != null) {
            server.setUsername(user);
            server.setPassword(password.text());
            properties.setProperty("mail.smtp.auth", "true");
        }
        // 465 is for TLS from the first byte
        boolean tls = settings.port() == 465;
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(settings.startTls() && !tls));
        properties.setProperty("mail.smtp.connectiontimeout", "10000");
        properties.setProperty("mail.smtp.timeout", "30000");
        properties.setProperty("mail.smtp.writetimeout", "20000");
        return server;
    }

    @Override
    public Channel channel() {
        return Channel.MAIL;
    }

    @Override
    public void deliver(Letter letter) throws DeliveryFailure {
        MimeMessage mail = mail(letter);
        try {
            server.send(mail);
        } catch (MailException e) {
            throw SmtpAnswer.of(e).failure();
        }
    }

    private MimeMessage mail(Letter letter) throws DeliveryFailure {
        var mail = server.createMimeMessage();
        var words = texts.mail(letter);
        try {
            var helper = new MimeMessageHelper(mail, true, "UTF-8");
            helper.setFrom(from, shop);
            helper.setTo(address(letter));
            helper.setSubject(words.subject());
            helper.setText(words.text(), words.html());
            helper.setSentDate(Date.from(letter.createdAt()));
            mail.setHeader("Message-ID", "<%s@%s>".formatted(letter.id(), domain()));
            mail.setHeader("Content-Language", letter.language().getLanguage());
            // no answers of absent people's programs
            mail.setHeader("Auto-Submitted", "auto-generated");
            return mail;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("This mail cannot be written", e);
        }
    }

    private static InternetAddress address(Letter letter) throws DeliveryFailure {
        try {
            var addresses = InternetAddress.parse(letter.recipient(), true);
            if (addresses.length == 1) {
                addresses[0].validate();
                return addresses[0];
            }
        } catch (AddressException e) {
            // said below
        }
        throw DeliveryFailure.permanent("This is no mail address: " + letter.recipient());
    }

    private String domain() {
        String domain = from.substring(from.lastIndexOf('@') + 1).replace(">", "").strip();
        return domain.isEmpty() ? "localhost" : domain;
    }
}
