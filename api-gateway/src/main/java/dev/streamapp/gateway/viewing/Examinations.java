package dev.streamapp.gateway.viewing;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.gateway.stream.StreamStatus;
import dev.streamapp.gateway.stream.Streams;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks why a stream may not play: at its status, its playlist, and its packager's account. */
@Component
class Examinations {

    private final Streams streams;
    private final Packagers packagers;
    private final JsonMapper json;
    private final Clock clock;

    Examinations(Streams streams, Packagers packagers, JsonMapper json, Clock clock) {
        this.streams = streams;
        this.packagers = packagers;
        this.json = json;
        this.clock = clock;
    }

    Examination of(String streamId) throws InterruptedException {
        LiveStream stream = streams.get(streamId);
        Packagers.Answer answer = packagers.playlist(streamId);
        PlaylistFacts facts =
                answer.isGood() ? PlaylistFacts.of(answer.text(), clock.instant()) : null;
        LiveStreamStatus status =
                Optional.ofNullable(stream.getStatus()).orElseGet(LiveStreamStatus::unknown);
        return new Examination(
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
