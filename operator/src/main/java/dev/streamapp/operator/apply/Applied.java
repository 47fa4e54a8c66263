package dev.streamapp.operator.apply;

import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.rollout.PendingUpdate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What applying the children came to.
 *
 * @param blueprint what they were made from, with the door that could be had
 * @param problems what stood in the way
 * @param passphraseReplaced whether a new passphrase had to be made for one that was lost
 * @param pending a change of the pod that waits; null if none does
 */
public record Applied(
        Blueprint blueprint,
        List<Problem> problems,
        boolean passphraseReplaced,
        @Nullable PendingUpdate pending) {}
