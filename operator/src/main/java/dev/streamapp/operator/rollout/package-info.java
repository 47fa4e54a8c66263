/** When a pod that is on air may be replaced by one with newer settings. */
@NullMarked
package dev.streamapp.operator.rollout;

import org.jspecify.annotations.NullMarked;
