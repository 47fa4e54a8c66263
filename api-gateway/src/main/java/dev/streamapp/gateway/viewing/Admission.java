package dev.streamapp.gateway.viewing;

import dev.streamapp.gateway.access.Right;
import dev.streamapp.gateway.access.Rights;
import dev.streamapp.gateway.access.Span;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.TokenVerdict;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.statistics.Heartbeats;
import dev.streamapp.gateway.stream.Streams;
import java.time.Clock;
import java.time.Instant;
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

    /** What is asked for. */
    enum Kind {
        /** Reloaded for as long as somebody watches. */
        PLAYLIST,
        MEDIA,
        /** What was recorded, cut to a time. */
        REPLAY,
        /** The same as one file, for admins. */
        DOWNLOAD,
        OTHER
    }

    /**
     * What is decided.
     *
     * @param from since when the picture is the viewer's to see; null where all of it is
     */
    record Decision(Outcome outcome, @Nullable Instant from) {}

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
     * Judges, and counts who is let in to a playlist as watching.
     *
     * @param cut the time that is asked for; null where it is none, or the picture of now
     */
    Decision decide(String streamId, @Nullable String token, Kind kind, @Nullable Span cut) {
        return switch (tokens.verify(streamId, token)) {
            case TokenVerdict.Refused _ -> new Decision(Outcome.BAD_TOKEN, null);
            case TokenVerdict.MediaOnly _ when kind != Kind.MEDIA ->
                    new Decision(Outcome.BAD_TOKEN, null);
            case TokenVerdict.MediaOnly _ ->
                    new Decision(missing(streamId) ? Outcome.NO_STREAM : Outcome.ADMITTED, null);
            case TokenVerdict.Valid(var viewer, _) ->
                    missing(streamId)
                            ? new Decision(Outcome.NO_STREAM, null)
                            : decide(streamId, viewer, kind, cut);
        };
    }

    private Decision decide(String streamId, Viewer viewer, Kind kind, @Nullable Span cut) {
        Outcome outcome = outcome(streamId, viewer, kind, cut);
        boolean live = kind == Kind.PLAYLIST || kind == Kind.MEDIA;
        if (outcome != Outcome.ADMITTED || !live) {
            return new Decision(outcome, null);
        }
        return switch (viewer) {
            case Viewer.Admin _ -> new Decision(outcome, null);
            // a camera that has just gone to another order does not show that what was before
            case Viewer.Customer(var access) ->
                    rights.shownSince(access, streamId)
                            .map(from -> new Decision(outcome, from))
                            // taken away between two looks
                            .orElseGet(() -> new Decision(Outcome.NO_RIGHT, null));
        };
    }

    private Outcome outcome(String streamId, Viewer viewer, Kind kind, @Nullable Span cut) {
        Outcome outcome =
                switch (kind) {
                    case REPLAY -> replay(viewer, streamId, cut);
                    case DOWNLOAD ->
                            viewer instanceof Viewer.Admin && cut != null
                                    ? Outcome.ADMITTED
                                    : Outcome.NO_RIGHT;
                    case PLAYLIST, MEDIA, OTHER -> right(viewer, streamId);
                };
        if (kind == Kind.PLAYLIST && outcome == Outcome.ADMITTED) {
            heartbeats.seen(streamId, viewer, clock.instant());
        }
        return outcome;
    }

    /** While Kubernetes has not answered, whoever has a token finds out at the stream itself. */
    private boolean missing(String streamId) {
        return streams.loaded() && !streams.exists(streamId);
    }

    private Outcome right(Viewer viewer, String streamId) {
        return switch (viewer) {
            case Viewer.Admin _ -> Outcome.ADMITTED;
            case Viewer.Customer(var access) -> outcome(rights.of(access, streamId));
        };
    }

    private Outcome replay(Viewer viewer, String streamId, @Nullable Span cut) {
        if (cut == null) {
            return Outcome.NO_RIGHT;
        }
        return switch (viewer) {
            case Viewer.Admin _ -> Outcome.ADMITTED;
            case Viewer.Customer(var access) -> outcome(rights.ofReplay(access, streamId, cut));
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
