package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.platform.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * What the provider says of itself, asked for at the first log-in and not at the start: the gateway
 * does not need it for anything else.
 */
final class OidcProvider implements ClientRegistrationRepository {

    /** The name in {@code /oauth2/authorization/oidc} and {@code /login/oauth2/code/oidc}. */
    static final String ID = "oidc";

    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

    private final Settings.Oidc settings;
    private final String publicUrl;
    private volatile @Nullable ClientRegistration known;

    /**
     * @param publicUrl address of everything public, to which the provider sends admins back
     */
    OidcProvider(Settings.Oidc settings, String publicUrl) {
        this.settings = settings;
        this.publicUrl = publicUrl;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(ID)) {
            return null;
        }
        ClientRegistration registration = known;
        if (registration == null) {
            registration = ask();
            known = registration;
        }
        return registration;
    }

    private ClientRegistration ask() {
        try {
            return ClientRegistrations.fromIssuerLocation(settings.issuer().toString())
                    .registrationId(ID)
                    .clientId(settings.clientId())
                    .clientSecret(settings.clientSecret().text())
                    .scope("openid", "profile")
                    .redirectUri(publicUrl + "/login/oauth2/code/" + ID)
                    .build();
        } catch (IllegalArgumentException | IllegalStateException e) {
            LOG.warn("The OpenID Connect provider {} does not answer", settings.issuer(), e);
            throw ProblemException.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "The provider that logs admins in does not answer. Try again, or log in by password.")
                    .retryAfter(TRY_AGAIN);
        }
    }
}
