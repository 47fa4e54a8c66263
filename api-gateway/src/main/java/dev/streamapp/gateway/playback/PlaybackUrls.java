package dev.streamapp.gateway.playback;

import java.time.Instant;

/** Public addresses of playlists. */
public final class PlaybackUrls {

    private final String host;
    private final StreamTokens tokens;

    /**
     * @param host public host name or address, as in {@code https://HOST/}
     */
    public PlaybackUrls(String host, StreamTokens tokens) {
        this.host = host;
        this.tokens = tokens;
    }

    /** The stream's address without a token; opens nothing by itself, and is kept in records. */
    public String unsigned(String streamId) {
        return "https://%s/hls/%s/playlist.m3u8".formatted(host, streamId);
    }

    /**
     * The address of a file of a recording, cut to a time; the token stands in its path, so that
     * what a playlist lists carries it too.
     *
     * @param cut {@code FROM-UNTIL} in milliseconds
     */
    public String replay(
            String streamId, String token, String recordingId, String cut, String file) {
        return "https://%s/hls/_/%s/%s/recordings/%s/%s/%s"
                .formatted(host, token, streamId, recordingId, cut, file);
    }

    /** The address that plays for this viewer until the expiry. */
    public String signed(String streamId, Viewer viewer, Instant expiry) {
        return with(streamId, tokens.sign(streamId, viewer, expiry));
    }

    /** The address that plays with a token made before. */
    public String with(String streamId, String token) {
        return unsigned(streamId) + "?token=" + token;
    }
}
