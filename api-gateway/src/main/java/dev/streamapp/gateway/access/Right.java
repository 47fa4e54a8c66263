package dev.streamapp.gateway.access;

/** The answer to "may this access watch this stream now?". */
public enum Right {
    /** Yes. */
    GRANTED,
    /** Nothing is known yet: the gateway has not read the rights since its start. */
    NOT_LOADED,
    /** No such access; deleted, or expired long ago. */
    UNKNOWN,
    /** An admin ended it. */
    REVOKED,
    /** Its time is over. */
    EXPIRED,
    /** Watching is switched off for the order. */
    SWITCHED_OFF,
    /** The stream does not show the order of this access, or no longer. */
    NOT_ASSIGNED
}
