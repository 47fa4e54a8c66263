package dev.streamapp.gateway.platform;

import java.util.Optional;
import org.springframework.security.core.Authentication;

/** One kind of bearer token. A request's token is judged by the first scheme that recognises it. */
public interface BearerScheme {

    /** Whether the token looks like one of this kind; says nothing about its validity. */
    boolean recognises(String token);

    /** Whom the token stands for; empty when it is forged, expired or revoked. */
    Optional<Authentication> authenticate(String token);
}
