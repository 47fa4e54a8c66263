package dev.streamapp.gateway.order;

import java.time.Instant;
import java.util.UUID;

/**
 * A stream that shows an order now: an open assignment.
 *
 * @param id of the assignment
 * @param streamId name of the LiveStream
 * @param label what the customer reads beside the picture; may be empty
 * @param validFrom since when the stream shows this order
 */
public record Camera(UUID id, UUID orderId, String streamId, String label, Instant validFrom) {}
