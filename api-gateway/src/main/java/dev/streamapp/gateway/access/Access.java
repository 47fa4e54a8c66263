package dev.streamapp.gateway.access;

import dev.streamapp.gateway.platform.Secret;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That whoever knows login and password may watch an order.
 *
 * @param passwordHash bcrypt
 * @param streamUrl unsigned address of the order's first camera; null while it has none
 * @param expiresAt the first moment at which it no longer holds
 * @param createdBy the admin, as the audit log names them
 * @param revokedAt when an admin ended it; null while nobody has
 */
public record Access(
        UUID id,
        UUID orderId,
        String login,
        Secret passwordHash,
        @Nullable String streamUrl,
        Instant expiresAt,
        Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt) {

    /** Whether an admin has ended it. */
    public boolean isRevoked() {
        return revokedAt != null;
    }

    /** Whether its time is over. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
