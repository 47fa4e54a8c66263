package dev.streamapp.gateway.access;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All rights as they were at one moment. Decides; knows neither database nor clock.
 *
 * @param grants by the id of the access
 */
record RightsSnapshot(Map<UUID, Grant> grants) {

    /**
     * What is known of an access.
     *
     * @param enabled whether its order may be watched at all
     * @param streams what shows its order
     */
    record Grant(
            UUID orderId,
            Instant expiresAt,
            boolean revoked,
            boolean enabled,
            Set<String> streams) {}

    RightsSnapshot {
        grants = Map.copyOf(grants);
    }

    Right of(UUID accessId, String streamId, Instant now) {
        Grant grant = grants.get(accessId);
        if (grant == null) {
            return Right.UNKNOWN;
        }
        if (grant.revoked()) {
            return Right.REVOKED;
        }
        if (!now.isBefore(grant.expiresAt())) {
            return Right.EXPIRED;
        }
        if (!grant.enabled()) {
            return Right.SWITCHED_OFF;
        }
        return grant.streams().contains(streamId) ? Right.GRANTED : Right.NOT_ASSIGNED;
    }

    @Nullable UUID orderOf(UUID accessId) {
        Grant grant = grants.get(accessId);
        return grant == null ? null : grant.orderId();
    }
}
