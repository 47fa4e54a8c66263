/**
 * Playlists of a live low-latency HLS origin, read and held to the rules of RFC 8216bis
 * (draft-pantos-hls-rfc8216bis-22). {@link dev.streamapp.e2e.hls.Rule} is the table of what is
 * checked.
 */
@NullMarked
package dev.streamapp.e2e.hls;

import org.jspecify.annotations.NullMarked;
