package dev.streamapp.packager.hls;

import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.media.Track;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The Multivariant Playlist (RFC 8216bis, 4.4.6) with the one variant there is.
 *
 * @param bandwidth peak bit rate of the listed segments, bit/s
 * @param frameRate frames per second, 0 where unknown
 */
public record MultivariantPlaylist(
        Initialization initialization, long bandwidth, double frameRate) {
    public static final String MEDIA_URI = "live.m3u8";

    /** The text as served. */
    public String render() {
        StringBuilder out = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:9\n");
        out.append("#EXT-X-STREAM-INF:BANDWIDTH=").append(bandwidth);
        out.append(",CODECS=\"").append(codecs()).append('"');
        initialization.video().ifPresent(video -> video(out, video));
        return out.append('\n').append(MEDIA_URI).append('\n').toString();
    }

    private void video(StringBuilder out, Track.Video video) {
        out.append(",RESOLUTION=").append(video.width()).append('x').append(video.height());
        if (frameRate > 0) {
            out.append(",FRAME-RATE=").append(String.format(Locale.ROOT, "%.3f", frameRate));
        }
    }

    private String codecs() {
        return initialization.tracks().stream().map(Track::codec).collect(Collectors.joining(","));
    }
}
