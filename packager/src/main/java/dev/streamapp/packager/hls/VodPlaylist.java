package dev.streamapp.packager.hls;

import java.time.Instant;

/**
 * A Media Playlist of what was recorded (EXT-X-PLAYLIST-TYPE VOD, RFC 8216bis 4.4.3.5): seekable
 * from the first segment to the last. Rendered segment by segment, because it may be long.
 */
public final class VodPlaylist {
    /** The last line. */
    public static final String END = "#EXT-X-ENDLIST\n";

    private static final long SECOND = 1_000_000_000L;

    private String run = "";

    /**
     * What stands before the first segment.
     *
     * @param longest duration of the longest segment in nanoseconds
     */
    public String head(long longest) {
        return """
        #EXTM3U
        #EXT-X-VERSION:6
        #EXT-X-PLAYLIST-TYPE:VOD
        #EXT-X-TARGETDURATION:%d
        #EXT-X-MEDIA-SEQUENCE:0
        """
                .formatted((longest + SECOND / 2) / SECOND);
    }

    /** The next segment; its time of day stands where a timeline begins. */
    public String segment(Names.OfSegment name, boolean discontinuity, Instant start, long nanos) {
        StringBuilder out = new StringBuilder(160);
        boolean sameRun = name.run().equals(run);
        boolean first = run.isEmpty();
        if (!first && (discontinuity || !sameRun)) {
            out.append("#EXT-X-DISCONTINUITY\n");
        }
        if (!sameRun) {
            out.append("#EXT-X-MAP:URI=\"").append(new Names.Init(name.run())).append("\"\n");
        }
        if (discontinuity || !sameRun) {
            out.append("#EXT-X-PROGRAM-DATE-TIME:").append(MediaPlaylist.time(start)).append('\n');
        }
        out.append("#EXTINF:").append(MediaPlaylist.seconds(nanos)).append(",\n");
        run = name.run();
        return out.append(name).append('\n').toString();
    }
}
