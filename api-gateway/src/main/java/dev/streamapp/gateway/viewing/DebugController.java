package dev.streamapp.gateway.viewing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.gateway.stream.StreamStatus;
import dev.streamapp.gateway.stream.Streams;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the playlist of a stream looks like right now and why it may not play; for admins. */
@RestController
class DebugController {

    private final Streams streams;
    private final Packagers packagers;
    private final JsonMapper json;
    private final Clock clock;

    DebugController(Streams streams, Packagers packagers, JsonMapper json, Clock clock) {
        this.streams = streams;
        this.packagers = packagers;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The answer.
     *
     * @param playlistStatus HTTP status of the playlist at its origin; 0 without an answer
     * @param publisher the packager's account: state, media, problems
     * @param problems why it may not play; empty when all is well up to the edge
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(
            @JsonProperty("stream_id") String streamId,
            StreamStatus status,
            @JsonProperty("playlist_status") int playlistStatus,
            @Nullable PlaylistFacts playlist,
            @Nullable JsonNode publisher,
            List<Condition> conditions,
            List<String> problems) {}

    @GetMapping("/api/debug/{streamId}")
    Report report(@PathVariable String streamId) throws InterruptedException {
        LiveStream stream = streams.get(streamId);
        Packagers.Answer answer = packagers.playlist(streamId);
        PlaylistFacts facts =
                answer.isGood() ? PlaylistFacts.of(answer.text(), clock.instant()) : null;
        LiveStreamStatus status =
                Optional.ofNullable(stream.getStatus()).orElseGet(LiveStreamStatus::unknown);
        return new Report(
                streamId,
                StreamStatus.of(status.phase()),
                answer.code(),
                facts,
                publisher(streamId),
                status.conditions(),
                Diagnosis.of(stream, answer, facts));
    }

    private @Nullable JsonNode publisher(String streamId) throws InterruptedException {
        Packagers.Answer answer = packagers.status(streamId);
        if (!answer.isGood()) {
            return null;
        }
        try {
            return json.readTree(answer.text());
        } catch (JacksonException e) {
            return null;
        }
    }
}
