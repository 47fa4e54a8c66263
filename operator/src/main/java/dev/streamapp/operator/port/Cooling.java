package dev.streamapp.operator.port;

import java.time.Instant;

/**
 * A freed port that nobody but its last owner gets for a while: a publisher of the old stream may
 * still be sending to it.
 *
 * @param lastOwner who may take it back at once
 * @param until from when on anybody may have it
 */
public record Cooling(StreamKey lastOwner, Instant until) {}
