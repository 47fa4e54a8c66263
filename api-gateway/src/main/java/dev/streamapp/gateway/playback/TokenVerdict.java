package dev.streamapp.gateway.playback;

import java.time.Instant;

/** What became of a stream token that was shown. */
public sealed interface TokenVerdict {

    /** Made by this installation for a viewer of this stream, and not expired. */
    record Valid(Viewer viewer, Instant expiry) implements TokenVerdict {}

    /**
     * Made by this installation for the media of this stream, and not expired. Tells nothing about
     * who asks, and opens no playlist.
     */
    record MediaOnly(Instant expiry) implements TokenVerdict {}

    /** Not to be let in. */
    record Refused(Reason reason) implements TokenVerdict {}

    /** Why a token is refused; for logs and tests, viewers only learn that it was. */
    enum Reason {
        /** Not four URL-safe words of bounded length. */
        MALFORMED,
        /** Signed by a key that is neither the present nor the previous one. */
        UNKNOWN_KEY,
        /** Altered, or made for another stream or namespace. */
        FORGED,
        /** Was good once. */
        EXPIRED
    }
}
