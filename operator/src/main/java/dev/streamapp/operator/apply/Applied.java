package dev.streamapp.operator.apply;

import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.observe.Problem;
import java.util.List;

/**
 * What applying the children came to.
 *
 * @param blueprint what they were made from, with the door that could be had
 * @param problems what stood in the way
 * @param passphraseReplaced whether a new passphrase had to be made for one that was lost
 */
public record Applied(Blueprint blueprint, List<Problem> problems, boolean passphraseReplaced) {}
