package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.platform.BearerScheme;
import dev.streamapp.gateway.platform.Roles;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Knows customers by their JWT; the principal is a {@link dev.streamapp.gateway.access.Customer}.
 */
@Component
class CustomerBearer implements BearerScheme {

    private final CustomerTokens tokens;

    CustomerBearer(CustomerTokens tokens) {
        this.tokens = tokens;
    }

    /** ServiceAccounts have JWTs as well, but none that speaks of an order. */
    @Override
    public boolean recognises(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        try {
            byte[] claims = Base64.getUrlDecoder().decode(parts[1]);
            return new String(claims, StandardCharsets.UTF_8)
                    .contains('"' + CustomerTokens.ORDER + '"');
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public Optional<Authentication> authenticate(String token) {
        return tokens.read(token)
                .map(customer ->
                        UsernamePasswordAuthenticationToken.authenticated(
                                customer, null, Roles.CUSTOMER));
    }
}
