package dev.streamapp.gateway.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a stream shows, or showed, an order.
 *
 * @param label what the customer reads beside the picture; may be empty
 * @param until when it stopped to; null while it does
 */
public record Showing(String streamId, String label, Instant from, @Nullable Instant until) {}
