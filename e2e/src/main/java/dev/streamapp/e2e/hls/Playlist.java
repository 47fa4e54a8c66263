package dev.streamapp.e2e.hls;

/** A playlist as it was served (RFC 8216bis 4.1). */
public sealed interface Playlist permits MediaPlaylist, MultivariantPlaylist {}
