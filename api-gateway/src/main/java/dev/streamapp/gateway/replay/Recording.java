package dev.streamapp.gateway.replay;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * A recording, as its packager tells of it.
 *
 * @param seconds its duration, without the time when the publisher was away
 * @param ongoing whether it may still grow
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Recording(
        String id, Instant start, Instant end, long seconds, long bytes, boolean ongoing) {}
