/** Pure HLS (RFC 8216bis): cutting into parts and segments, names, playlists. */
@NullMarked
package dev.streamapp.packager.hls;

import org.jspecify.annotations.NullMarked;
