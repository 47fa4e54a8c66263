package dev.streamapp.gateway.replay;

import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.stream.Streams;
import dev.streamapp.gateway.viewing.Packagers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The recordings of streams, asked for where they are: at their packagers. */
@Component
class Recordings {

    private static final Pattern ID = Pattern.compile("[0-9]{1,15}[a-z0-9]{4}-[0-9]{1,12}");
    private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
    private static final TypeReference<List<Recording>> LIST = new TypeReference<>() {};

    private final Packagers packagers;
    private final JsonMapper json;
    private final Audit audit;
    private final Streams streams;

    Recordings(Packagers packagers, JsonMapper json, Audit audit, Streams streams) {
        this.packagers = packagers;
        this.json = json;
        this.audit = audit;
        this.streams = streams;
    }

    /** All of a stream, oldest first; empty where its packager does not answer. */
    Optional<List<Recording>> of(String streamId) {
        if (streams.loaded() && !streams.exists(streamId)) {
            // they went with the stream
            return Optional.of(List.of());
        }
        try {
            Packagers.Answer answer = packagers.recordings(streamId);
            return answer.isGood()
                    ? Optional.of(json.readValue(answer.text(), LIST))
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Written down first: what cannot be audited is not done. */
    void delete(String streamId, String recordingId) {
        if (!ID.matcher(recordingId).matches()) {
            throw absent(streamId, recordingId);
        }
        audit.record("recording.delete", streamId, recordingId);
        try {
            int code = packagers.deleteRecording(streamId, recordingId).code();
            if (code == HttpStatus.NOT_FOUND.value()) {
                throw absent(streamId, recordingId);
            }
            if (code != HttpStatus.NO_CONTENT.value()) {
                throw away();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        }
    }

    static ProblemException away() {
        return ProblemException.localized(HttpStatus.SERVICE_UNAVAILABLE, "replay.away")
                .retryAfter(TRY_AGAIN);
    }

    private static ProblemException absent(String streamId, String recordingId) {
        return ProblemException.notFound(
                "Stream %s has no recording %s.".formatted(streamId, recordingId));
    }
}
