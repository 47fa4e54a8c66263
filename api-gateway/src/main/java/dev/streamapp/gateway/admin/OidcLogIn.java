package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.LogInScheme;
import dev.streamapp.gateway.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/**
 * Log-in of admins by OpenID Connect (Core 1.0, section 3.1: authorization code), where the
 * settings name a provider. Whoever the provider knows is an admin only with the claim that the
 * settings ask for.
 */
@Component
class OidcLogIn implements LogInScheme {

    private static final Logger LOG = LoggerFactory.getLogger(OidcLogIn.class);

    private static final String AFTERWARDS = "/admin";

    /** Why a log-in came to nothing; the page to log in has a sentence for each. */
    enum Problem {
        /** The provider knows who it is, and that is no admin. */
        STRANGER("stranger"),
        /** What came back belongs to no log-in that was begun here, or is not the provider's. */
        FAILED("failed"),
        /** The provider does not answer. */
        AWAY("away");

        private final String word;

        Problem(String word) {
            this.word = word;
        }

        /** The word, if it is one. */
        static @Nullable String word(@Nullable String text) {
            return Arrays.stream(values())
                    .map(problem -> problem.word)
                    .filter(word -> word.equals(text))
                    .findFirst()
                    .orElse(null);
        }
    }

    private final Settings settings;
    private final AdminSessions sessions;
    private final Audit audit;

    OidcLogIn(Settings settings, AdminSessions sessions, Audit audit) {
        this.settings = settings;
        this.sessions = sessions;
        this.audit = audit;
    }

    @Override
    public void addTo(HttpSecurity http) throws Exception {
        Settings.Oidc oidc = settings.oidc();
        if (oidc == null) {
            return;
        }
        http.oauth2Login(logIn ->
                logIn.clientRegistrationRepository(new OidcProvider(oidc, settings.publicUrl()))
                        .authorizedClientRepository(
                                new HttpSessionOAuth2AuthorizedClientRepository())
                        .loginPage("/admin/log-in")
                        .successHandler(
                                (request, response, who) -> admit(oidc, who, request, response))
                        .failureHandler(
                                (_, response, failure) -> refuse(failure, Problem.FAILED, response))
                        .addObjectPostProcessor(new WhenProviderIsAway()));
    }

    /** Spring Security would answer 500 before anybody is sent to the provider. */
    private static final class WhenProviderIsAway
            implements ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {

        @Override
        public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
            filter.setAuthenticationFailureHandler(
                    (_, response, failure) -> refuse(failure, Problem.AWAY, response));
            return filter;
        }
    }

    private void admit(
            Settings.Oidc oidc,
            Authentication who,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var user = (OidcUser) Objects.requireNonNull(who.getPrincipal());
        String name =
                OidcProvider.ID
                        + ":"
                        + Optional.ofNullable(user.getPreferredUsername())
                                .orElse(user.getSubject());
        var actor = new Audit.Actor(name);
        if (!isAdmin(oidc, user)) {
            sessions.end(request);
            audit.record(actor, "session.refuse", name, "no admin by " + oidc.adminClaim());
            leadBack(Problem.STRANGER, response);
            return;
        }
        // Spring Security has just given it a new id
        sessions.takeOver(name, request, response);
        audit.record(actor, "session.begin", name, "");
        response.sendRedirect(AFTERWARDS);
    }

    private static boolean isAdmin(Settings.Oidc oidc, OidcUser user) {
        return switch ((Object) user.getIdToken().getClaim(oidc.adminClaim())) {
            case Collection<?> values -> values.contains(oidc.adminValue());
            case String value -> value.equals(oidc.adminValue());
            case Boolean value -> value.toString().equals(oidc.adminValue());
            case null, default -> false;
        };
    }

    private static void refuse(
            AuthenticationException failure, Problem problem, HttpServletResponse response)
            throws IOException {
        LOG.warn("A log-in by OpenID Connect failed: {}", failure.getMessage());
        leadBack(problem, response);
    }

    private static void leadBack(Problem problem, HttpServletResponse response) throws IOException {
        response.sendRedirect("/admin/log-in?problem=" + problem.word);
    }
}
