package dev.streamapp.gateway.stream;

/**
 * An admin deletes a stream. Published inside the transaction that writes it down, before
 * Kubernetes is asked: what was noted about the stream elsewhere goes with it or not at all.
 *
 * @param streamId the stream that goes
 */
public record StreamDeleted(String streamId) {}
