package dev.streamapp.e2e.hls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A multivariant playlist (RFC 8216bis 4.4.6).
 *
 * @param variants in the order listed
 */
public record MultivariantPlaylist(List<Variant> variants) implements Playlist {
    /**
     * One {@code EXT-X-STREAM-INF}.
     *
     * @param uri of the media playlist
     * @param bandwidth in bits per second
     */
    public record Variant(
            String uri,
            long bandwidth,
            @Nullable String codecs,
            @Nullable String resolution,
            @Nullable String frameRate) {}
}
