package dev.streamapp.gateway.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What signs, during a rotation too.
 *
 * @param current signs and verifies
 * @param previous still verifies what it signed before the rotation
 */
public record Keys(Secret current, @Nullable Secret previous) {

    /** All that verify, the current one first. */
    public List<Secret> all() {
        return previous == null ? List.of(current) : List.of(current, previous);
    }
}
