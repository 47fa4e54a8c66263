package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.BearerScheme;
import dev.streamapp.gateway.platform.Roles;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** API tokens as bearer tokens: the actor {@code token:NAME}. */
@Component
@Order(1)
class ApiTokenScheme implements BearerScheme {

    private final ApiTokens tokens;

    ApiTokenScheme(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public boolean recognises(String token) {
        return token.startsWith(ApiTokens.PREFIX);
    }

    @Override
    public Optional<Authentication> authenticate(String token) {
        return tokens.nameOf(token)
                .map(name ->
                        UsernamePasswordAuthenticationToken.authenticated(
                                "token:" + name, null, Roles.ADMIN));
    }
}
