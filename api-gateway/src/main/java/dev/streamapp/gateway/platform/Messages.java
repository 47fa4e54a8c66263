package dev.streamapp.gateway.platform;

import java.util.List;
import java.util.Locale;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

/**
 * Texts for customers, of messages_*.properties. A text with arguments is a {@link
 * java.text.MessageFormat}: an apostrophe in it is written twice.
 */
@Component
public class Messages {

    /** Languages of customers; the first one is for everybody who asks for none of them. */
    public static final List<Locale> LANGUAGES =
            List.of(Locale.of("ru"), Locale.of("en"), Locale.of("cs"));

    private final ResourceBundleMessageSource source = new ResourceBundleMessageSource();

    Messages() {
        source.setBasename("messages");
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setDefaultLocale(LANGUAGES.getFirst());
    }

    /** The text in the language of the present request. */
    public String text(String key, Object... arguments) {
        return text(LocaleContextHolder.getLocale(), key, arguments);
    }

    /** The text in a given language. */
    public String text(Locale language, String key, Object... arguments) {
        return source.getMessage(key, arguments, language);
    }
}
