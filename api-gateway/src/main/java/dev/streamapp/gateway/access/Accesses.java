package dev.streamapp.gateway.access;

import java.util.Optional;
import java.util.UUID;

/** Accesses as other features see them: to read, whatever has become of them. */
public interface Accesses {

    /** The access of this id. */
    Optional<Access> find(UUID accessId);

    /** The access of this login. */
    Optional<Access> findByLogin(String login);
}
