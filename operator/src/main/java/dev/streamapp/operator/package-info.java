/**
 * The operator: LiveStreams in, pods, Services, volumes and statuses out.
 *
 * <p>{@link dev.streamapp.operator.LiveStreamReconciler} tells the story; each package beside it is
 * one of its beats.
 */
@NullMarked
package dev.streamapp.operator;

import org.jspecify.annotations.NullMarked;
