package dev.streamapp.gateway.task;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stream that somebody asked for.
 *
 * @param streamMadeAt when its LiveStream was there for the first time; null before
 */
record Task(
        UUID id,
        String name,
        String streamId,
        String createdBy,
        Instant createdAt,
        @Nullable Instant streamMadeAt) {}
