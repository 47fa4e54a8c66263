package dev.streamapp.gateway.order;

import java.util.UUID;

/**
 * An order has other cameras than before. Published inside the transaction that changes them.
 *
 * @param orderId the order that gained or lost a camera
 */
public record CamerasChanged(UUID orderId) {}
