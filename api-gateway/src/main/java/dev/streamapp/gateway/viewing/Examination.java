package dev.streamapp.gateway.viewing;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamapp.crds.Condition;
import dev.streamapp.gateway.stream.StreamStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What was found.
 *
 * @param playlistStatus HTTP status of the playlist at its origin; 0 without an answer
 * @param publisher the packager's account: state, media, problems
 * @param findings why it may not play; empty when all is well up to the edge
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Examination(
        @JsonProperty("stream_id") String streamId,
        StreamStatus status,
        @JsonProperty("playlist_status") int playlistStatus,
        @Nullable PlaylistFacts playlist,
        @Nullable JsonNode publisher,
        List<Condition> conditions,
        @JsonIgnore List<Finding> findings) {

    /** The findings in sentences. */
    @JsonProperty
    List<String> problems() {
        return findings.stream().map(Finding::sentence).toList();
    }
}
