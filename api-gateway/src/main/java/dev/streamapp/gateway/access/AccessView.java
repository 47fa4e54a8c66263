package dev.streamapp.gateway.access;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.streamapp.gateway.notice.NoticeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An access as admins see it.
 *
 * @param password there only once, in the answer that made it
 * @param letter all that the customer has to know, in their language; there with the password
 * @param link what the customer opens
 * @param streamUrl unsigned address of the order's first camera
 * @param notices what was sent to the customer, or waits
 * @param message what happened, in a sentence; there only after a change
 */
record AccessView(
        UUID id,
        UUID orderId,
        String login,
        @Nullable String password,
        @Nullable String letter,
        String link,
        State state,
        @Nullable String streamUrl,
        Instant expiresAt,
        Instant createdAt,
        String createdBy,
        @Nullable Instant revokedAt,
        List<NoticeStatus> notices,
        @Nullable String message) {

    /** What has become of it. */
    enum State {
        ACTIVE,
        EXPIRED,
        REVOKED;

        static State of(Access access, Instant now) {
            return access.isRevoked() ? REVOKED : access.isExpired(now) ? EXPIRED : ACTIVE;
        }

        /** As the API writes it: {@code active}. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
