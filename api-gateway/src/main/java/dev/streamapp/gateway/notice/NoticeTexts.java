package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.platform.Messages;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Puts letters into words, in the customer's language. */
final class NoticeTexts {

    private final Messages messages;
    private final String shop;
    private final ZoneId zone;
    private final SpringTemplateEngine templates = new SpringTemplateEngine();

    /**
     * @param shop signs the letters
     * @param zone of the times in them
     */
    NoticeTexts(Messages messages, String shop, ZoneId zone) {
        this.messages = messages;
        this.shop = shop;
        this.zone = zone;
        templates.addTemplateResolver(resolver("*.html", TemplateMode.HTML));
        templates.addTemplateResolver(resolver("*.txt", TemplateMode.TEXT));
    }

    /**
     * The words of a mail.
     *
     * @param text for readers that show no HTML
     */
    record MailText(String subject, String text, String html) {}

    MailText mail(Letter letter) {
        var invitation = letter.invitation();
        var words = words(invitation, letter.link());
        return new MailText(
                subject(invitation),
                templates.process("mail/access.txt", words),
                templates.process("mail/access.html", words));
    }

    /** The same as text, for who sends it by hand. */
    String letter(Invitation invitation, String link) {
        return templates.process("mail/access.txt", words(invitation, link)).strip();
    }

    /** One line, short: each 70 characters of Cyrillic are charged as a message. */
    String sms(Letter letter) {
        var invitation = letter.invitation();
        return said(
                invitation,
                "notice.sms",
                shop,
                invitation.orderNumber(),
                letter.link(),
                invitation.login(),
                invitation.password().text(),
                time(invitation));
    }

    private Context words(Invitation invitation, String link) {
        var words = new HashMap<String, Object>();
        words.put("language", invitation.language().getLanguage());
        words.put("shop", shop);
        words.put("subject", subject(invitation));
        words.put(
                "greeting",
                invitation.customer().isBlank()
                        ? said(invitation, "notice.mail.greetingNobody")
                        : said(invitation, "notice.mail.greeting", invitation.customer()));
        words.put("intro", said(invitation, "notice.mail.intro", invitation.orderNumber()));
        words.put("deviceLabel", said(invitation, "notice.mail.device"));
        words.put("device", invitation.device());
        words.put("loginLabel", said(invitation, "notice.mail.login"));
        words.put("login", invitation.login());
        words.put("passwordLabel", said(invitation, "notice.mail.password"));
        words.put("password", invitation.password().text());
        words.put("openLabel", said(invitation, "notice.mail.open"));
        words.put("link", link);
        words.put("valid", said(invitation, "notice.mail.valid", time(invitation), zone.getId()));
        words.put("keep", said(invitation, "notice.mail.keep"));
        return new Context(invitation.language(), words);
    }

    private String subject(Invitation invitation) {
        return said(invitation, "notice.mail.subject", invitation.orderNumber());
    }

    private String time(Invitation invitation) {
        return DateTimeFormatter.ofPattern(said(invitation, "notice.time"), invitation.language())
                .format(invitation.expiresAt().atZone(zone));
    }

    private String said(Invitation invitation, String key, Object... arguments) {
        return messages.text(invitation.language(), key, arguments);
    }

    private static ClassLoaderTemplateResolver resolver(String pattern, TemplateMode mode) {
        var resolver = new ClassLoaderTemplateResolver();
        resolver.getResolvablePatternSpec().addPattern(pattern);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCheckExistence(false);
        return resolver;
    }
}
