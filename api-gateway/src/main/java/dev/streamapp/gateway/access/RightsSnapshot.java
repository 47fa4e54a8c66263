package dev.streamapp.gateway.access;

import java.time.Instant;
import java.util.List;
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
     * @param shown when each stream showed its order, now or formerly
     */
    record Grant(
            UUID orderId,
            Instant expiresAt,
            boolean revoked,
            boolean enabled,
            Set<String> streams,
            Map<String, List<Span>> shown) {}

    RightsSnapshot {
        grants = Map.copyOf(grants);
    }

    Right of(UUID accessId, String streamId, Instant now) {
        Grant grant = grants.get(accessId);
        return judge(grant, grant != null && grant.streams().contains(streamId), now);
    }

    Right ofReplay(UUID accessId, String streamId, Span span, Instant now) {
        Grant grant = grants.get(accessId);
        boolean own =
                grant != null
                        && grant.shown().getOrDefault(streamId, List.of()).stream()
                                .anyMatch(shown -> shown.contains(span));
        return judge(grant, own, now);
    }

    @Nullable Instant shownSince(UUID accessId, String streamId) {
        Grant grant = grants.get(accessId);
        return grant == null
                ? null
                : grant.shown().getOrDefault(streamId, List.of()).stream()
                        .filter(Span::lasts)
                        .map(Span::from)
                        .findFirst()
                        .orElse(null);
    }

    private static Right judge(@Nullable Grant grant, boolean assigned, Instant now) {
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
        return assigned ? Right.GRANTED : Right.NOT_ASSIGNED;
    }

    @Nullable UUID orderOf(UUID accessId) {
        Grant grant = grants.get(accessId);
        return grant == null ? null : grant.orderId();
    }
}
