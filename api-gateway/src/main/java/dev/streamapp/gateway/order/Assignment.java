package dev.streamapp.gateway.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That a stream shows, or showed, an order.
 *
 * @param validUntil when it stopped to; null while it does
 */
record Assignment(
        UUID id,
        UUID orderId,
        String streamId,
        String label,
        Instant validFrom,
        @Nullable Instant validUntil) {

    Camera camera() {
        return new Camera(id, orderId, streamId, label, validFrom);
    }
}
