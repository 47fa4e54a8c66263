package dev.streamapp.gateway.access;

import dev.streamapp.gateway.platform.Secret;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An access before it has an id; see {@link Access}. */
record NewAccess(
        UUID orderId,
        String login,
        Secret passwordHash,
        @Nullable String streamUrl,
        Instant expiresAt,
        String createdBy) {}
