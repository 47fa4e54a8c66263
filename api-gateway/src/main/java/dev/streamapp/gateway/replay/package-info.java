/**
 * Recordings: which there are, whose they are, and where they are replayed. The public door is
 * {@link dev.streamapp.gateway.replay.Replays}.
 */
@NullMarked
package dev.streamapp.gateway.replay;

import org.jspecify.annotations.NullMarked;
