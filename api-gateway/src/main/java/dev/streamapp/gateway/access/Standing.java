package dev.streamapp.gateway.access;

/** Whether an access holds, apart from what it may watch. */
public enum Standing {
    /** It does. */
    VALID,
    /** There is none of this id any more. */
    GONE,
    /** An admin ended it. */
    REVOKED,
    /** Its time is over. */
    EXPIRED,
    /** Watching is switched off for its order. */
    SWITCHED_OFF
}
