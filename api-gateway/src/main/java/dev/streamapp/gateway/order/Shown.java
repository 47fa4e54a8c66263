package dev.streamapp.gateway.order;

import java.util.UUID;

/**
 * What a stream shows now.
 *
 * @param orderNumber as the shop writes it
 */
record Shown(String streamId, UUID orderId, String orderNumber) {}
