package dev.streamapp.gateway.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a log-in.
 *
 * @param streamUrl address of the first camera; null while no camera shows the order
 * @param expiresAt end of the access, not of the token
 */
record LoggedIn(
        String token,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String streamUrl,
        Instant expiresAt) {}
