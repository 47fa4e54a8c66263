package dev.streamapp.gateway.platform;

import java.util.List;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/**
 * Every text that people read, in every language: answers and notices of messages_*.properties, the
 * customers' page of watch_*.properties, the admins' pages of admin*_*.properties. A text with
 * arguments is a {@link java.text.MessageFormat}: an apostrophe in it is written twice. Templates
 * find it under Spring's name for the source of messages.
 */
@Component("messageSource")
public class Messages extends ResourceBundleMessageSource {

    /** Languages of customers; the first one is for everybody who asks for none of them. */
    public static final List<Locale> LANGUAGES =
            List.of(Locale.of("ru"), Locale.of("en"), Locale.of("cs"));

    /** The files the texts are in, without language and ending. */
    static final List<String> BUNDLES =
            List.of("messages", "watch", "admin", "admin-streams", "admin-orders", "admin-office");

    Messages() {
        setBasenames(BUNDLES.toArray(String[]::new));
        setDefaultEncoding("UTF-8");
        setFallbackToSystemLocale(false);
        setDefaultLocale(LANGUAGES.getFirst());
    }

    /** The text in the language of the present request. */
    public String text(String key, Object... arguments) {
        return text(LocaleContextHolder.getLocale(), key, arguments);
    }

    /** The text in a given language. */
    public String text(Locale language, String key, Object... arguments) {
        return getMessage(key, arguments, language);
    }
}
