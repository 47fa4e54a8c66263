package dev.streamapp.gateway.stream;

/**
 * An admin deletes a stream: what was noted about it elsewhere goes with it. Published inside the
 * transaction that writes the deed down, where there is one.
 *
 * @param streamId the stream that goes
 */
public record StreamDeleted(String streamId) {}
