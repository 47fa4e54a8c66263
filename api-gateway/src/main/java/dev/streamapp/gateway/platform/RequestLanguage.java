package dev.streamapp.gateway.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.util.WebUtils;

/**
 * The language of a request: the one chosen on a page, which a cookie remembers, else the
 * browser's.
 */
class RequestLanguage extends AcceptHeaderLocaleResolver {

    /** Set by the pages themselves; holds {@code ru}, {@code en} or {@code cs}. */
    static final String COOKIE = "language";

    RequestLanguage() {
        setSupportedLocales(Messages.LANGUAGES);
        setDefaultLocale(Messages.LANGUAGES.getFirst());
    }

    @Override
    public Locale resolveLocale(HttpServletRequest request) {
        return chosen(request).orElseGet(() -> super.resolveLocale(request));
    }

    private static Optional<Locale> chosen(HttpServletRequest request) {
        var cookie = WebUtils.getCookie(request, COOKIE);
        return cookie == null
                ? Optional.empty()
                : Messages.LANGUAGES.stream()
                        .filter(known -> known.getLanguage().equals(cookie.getValue()))
                        .findFirst();
    }
}
