package dev.streamapp.gateway.access;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who may watch what, answered from memory: no database on the way of a picture. A change is known
 * here as soon as PostgreSQL announces it, at the latest three seconds later; while PostgreSQL is
 * away the last that was known holds.
 */
public interface Rights {

    /** False until everything has been read for the first time. */
    boolean loaded();

    /** May the access watch the stream at this moment? Takes no lock, never waits, never throws. */
    Right of(UUID accessId, String streamId);

    /**
     * May the access replay what the stream showed in that time? Only while, for the whole of it,
     * the stream showed the order of the access.
     */
    Right ofReplay(UUID accessId, String streamId, Span span);

    /**
     * Since when the stream has been showing the order of the access; empty where it does not, or
     * the access is not known.
     */
    Optional<Instant> shownSince(UUID accessId, String streamId);

    /** The order an access belongs to, for statistics; empty when the access is not known. */
    Optional<UUID> orderOf(UUID accessId);
}
