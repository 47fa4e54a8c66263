/**
 * Tokens and addresses with which a stream is watched; the door is {@link
 * dev.streamapp.gateway.playback.StreamTokens}, {@link dev.streamapp.gateway.playback.PlaybackUrls}
 * and {@link dev.streamapp.gateway.playback.MediaAddresses}. Depends on no other feature.
 */
@NullMarked
package dev.streamapp.gateway.playback;

import org.jspecify.annotations.NullMarked;
