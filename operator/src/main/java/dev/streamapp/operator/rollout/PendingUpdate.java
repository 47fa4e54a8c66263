package dev.streamapp.operator.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of the pod that waits.
 *
 * @param reason one word for programs: what it waits for
 * @param message a sentence for people
 * @param due when it is made if nobody publishes until then; null if time alone changes nothing
 */
public record PendingUpdate(String reason, String message, @Nullable Instant due) {}
