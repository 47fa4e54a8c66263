package dev.streamapp.gateway.access;

import java.time.Instant;
import java.util.UUID;
import org.springframework.security.core.AuthenticatedPrincipal;

/**
 * The principal of a request that carries a customer's bearer token. The token is genuine and not
 * expired; whether the access still holds is for {@link Rights} or {@link Standings} to say.
 * Addresses made for it live no longer than the token.
 *
 * @param accessId the claim {@code streamId}
 * @param orderId the only order it may ask about
 * @param issuedAt when the token was made
 * @param expiry end of the token
 */
public record Customer(UUID accessId, UUID orderId, Instant issuedAt, Instant expiry)
        implements AuthenticatedPrincipal {

    @Override
    public String getName() {
        return "access:" + accessId;
    }
}
