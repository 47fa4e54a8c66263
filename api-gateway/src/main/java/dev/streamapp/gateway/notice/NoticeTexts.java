package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.platform.Messages;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
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
        var words = new Context(letter.language(), words(letter));
        return new MailText(
                subject(letter),
                templates.process("mail/access.txt", words),
                templates.process("mail/access.html", words));
    }

    /** One line, short: each 70 characters of Cyrillic are charged as a message. */
    String sms(Letter letter) {
        return said(
                letter,
                "notice.sms",
                shop,
                letter.order().number(),
                letter.link(),
                letter.login(),
                letter.password().text(),
                time(letter));
    }

    private Map<String, Object> words(Letter letter) {
        var order = letter.order();
        var words = new HashMap<String, Object>();
        words.put("language", letter.language().getLanguage());
        words.put("shop", shop);
        words.put("subject", subject(letter));
        words.put(
                "greeting",
                order.customer().isBlank()
                        ? said(letter, "notice.mail.greetingNobody")
                        : said(letter, "notice.mail.greeting", order.customer()));
        words.put("intro", said(letter, "notice.mail.intro", order.number()));
        words.put("deviceLabel", said(letter, "notice.mail.device"));
        words.put("device", order.device());
        words.put("loginLabel", said(letter, "notice.mail.login"));
        words.put("login", letter.login());
        words.put("passwordLabel", said(letter, "notice.mail.password"));
        words.put("password", letter.password().text());
        words.put("openLabel", said(letter, "notice.mail.open"));
        words.put("link", letter.link());
        words.put("valid", said(letter, "notice.mail.valid", time(letter), zone.getId()));
        words.put("keep", said(letter, "notice.mail.keep"));
        return words;
    }

    private String subject(Letter letter) {
        return said(letter, "notice.mail.subject", letter.order().number());
    }

    private String time(Letter letter) {
        return DateTimeFormatter.ofPattern(said(letter, "notice.time"), letter.language())
                .format(letter.expiresAt().atZone(zone));
    }

    private String said(Letter letter, String key, Object... arguments) {
        return messages.text(letter.language(), key, arguments);
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
