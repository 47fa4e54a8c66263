package dev.streamapp.gateway.replay;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be replayed: a recording, or what somebody may see of it.
 *
 * @param id of the recording
 * @param label what to write beside the picture; may be empty
 * @param seconds duration, of a cut at most so long
 * @param bytes size; absent for a cut
 * @param ongoing whether it may still grow
 * @param url a playlist, for as long as the caller's token lives
 * @param downloadUrl the same as one MP4; for admins
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Replay(
        String id,
        String streamId,
        String label,
        Instant start,
        Instant end,
        long seconds,
        @Nullable Long bytes,
        boolean ongoing,
        String url,
        @Nullable String downloadUrl) {}
