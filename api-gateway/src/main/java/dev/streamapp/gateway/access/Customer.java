package dev.streamapp.gateway.access;

import java.time.Instant;
import java.util.UUID;

/**
 * The principal of a request that carries a customer's bearer token. Addresses made for it live no
 * longer than the token.
 *
 * @param accessId the claim {@code streamId}
 * @param orderId the only order it may ask about
 * @param expiry end of the token
 */
public record Customer(UUID accessId, UUID orderId, Instant expiry) {}
