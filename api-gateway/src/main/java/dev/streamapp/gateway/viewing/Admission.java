package dev.streamapp.gateway.viewing;

import dev.streamapp.gateway.access.Right;
import dev.streamapp.gateway.access.Rights;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.TokenVerdict;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.statistics.Heartbeats;
import dev.streamapp.gateway.stream.Streams;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides whether a request for a picture is let in, from memory alone: no database and no API
 * server on this way.
 */
@Component
class Admission {

    /** Outcomes, with the HTTP status that nginx's auth_request gets. */
    enum Outcome {
        ADMITTED(204),
        /** No token, or none that is good for this stream now. */
        BAD_TOKEN(401),
        /** The token is good, its viewer is not, or no longer. */
        NO_RIGHT(403),
        NO_STREAM(404),
        /** Just started; the edge asks again. */
        NOT_READY(503);

        final int status;

        Outcome(int status) {
            this.status = status;
        }
    }

    private final StreamTokens tokens;
    private final Rights rights;
    private final Streams streams;
    private final Heartbeats heartbeats;
    private final Clock clock;

    Admission(
            StreamTokens tokens,
            Rights rights,
            Streams streams,
            Heartbeats heartbeats,
            Clock clock) {
        this.tokens = tokens;
        this.rights = rights;
        this.streams = streams;
        this.heartbeats = heartbeats;
        this.clock = clock;
    }

    /**
     * Judges, and counts who is let in as watching.
     *
     * @param heartbeat whether the request tells that its viewer watches now
     */
    Outcome decide(String streamId, @Nullable String token, boolean heartbeat) {
        if (!(tokens.verify(streamId, token) instanceof TokenVerdict.Valid(var viewer, _))) {
            return Outcome.BAD_TOKEN;
        }
        // while Kubernetes has not answered, whoever has a token finds out at the stream itself
        if (streams.loaded() && !streams.exists(streamId)) {
            return Outcome.NO_STREAM;
        }
        Outcome outcome = right(viewer, streamId);
        if (heartbeat && outcome == Outcome.ADMITTED) {
            heartbeats.seen(streamId, viewer, clock.instant());
        }
        return outcome;
    }

    private Outcome right(Viewer viewer, String streamId) {
        return switch (viewer) {
            case Viewer.Admin _ -> Outcome.ADMITTED;
            case Viewer.Customer(var access) -> outcome(rights.of(access, streamId));
        };
    }

    private static Outcome outcome(Right right) {
        return switch (right) {
            case GRANTED -> Outcome.ADMITTED;
            case NOT_LOADED -> Outcome.NOT_READY;
            case UNKNOWN, REVOKED, EXPIRED, SWITCHED_OFF, NOT_ASSIGNED -> Outcome.NO_RIGHT;
        };
    }
}
