package dev.streamapp.e2e.hls;

import java.util.List;

/** Playlists for tests: a good one, and ways to spoil it. */
final class Playlists {
    static final String MULTIVARIANT =
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-STREAM-INF:BANDWIDTH=2800000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000
            live.m3u8
            """;

    static final String MEDIA =
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:2
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=3.0,HOLD-BACK=6.0
            #EXT-X-PART-INF:PART-TARGET=1.0
            #EXT-X-MEDIA-SEQUENCE:100
            #EXT-X-DISCONTINUITY-SEQUENCE:7
            #EXT-X-MAP:URI="a-init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.000Z
            #EXTINF:2.00000,
            a-100.mp4
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:02.000Z
            #EXTINF:2.00000,
            a-101.mp4
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="b-init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:09.000Z
            #EXT-X-PART:DURATION=1.00000,INDEPENDENT=YES,URI="b-102-0.mp4"
            #EXT-X-PART:DURATION=1.00000,URI="b-102-1.mp4"
            #EXTINF:2.00000,
            b-102.mp4
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:11.000Z
            #EXT-X-PART:DURATION=1.00000,INDEPENDENT=YES,URI="b-103-0.mp4"
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="b-103-1.mp4"
            """;

    /**
     * {@link #MEDIA} a little later: a part and the end of its segment are there, the first segment
     * is gone.
     */
    static final String LATER =
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:2
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=3.0,HOLD-BACK=6.0
            #EXT-X-PART-INF:PART-TARGET=1.0
            #EXT-X-MEDIA-SEQUENCE:101
            #EXT-X-DISCONTINUITY-SEQUENCE:7
            #EXT-X-MAP:URI="a-init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:02.000Z
            #EXTINF:2.00000,
            a-101.mp4
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="b-init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:09.000Z
            #EXT-X-PART:DURATION=1.00000,INDEPENDENT=YES,URI="b-102-0.mp4"
            #EXT-X-PART:DURATION=1.00000,URI="b-102-1.mp4"
            #EXTINF:2.00000,
            b-102.mp4
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:11.000Z
            #EXT-X-PART:DURATION=1.00000,INDEPENDENT=YES,URI="b-103-0.mp4"
            #EXT-X-PART:DURATION=1.00000,URI="b-103-1.mp4"
            #EXTINF:2.00000,
            b-103.mp4
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="b-104-0.mp4"
            """;

    private Playlists() {}

    static String without(String playlist, String lineStart) {
        return playlist.lines()
                .filter(line -> !line.startsWith(lineStart))
                .reduce("", (all, line) -> all + line + "\n");
    }

    static List<Rule> broken(String playlist) {
        return rules(PlaylistReader.read(playlist).violations());
    }

    /** What the second of two successive playlists breaks. */
    static List<Rule> broken(String before, String after) {
        var history = new PlaylistHistory();
        history.accept(media(before), history.mark());
        return rules(history.accept(media(after), history.mark()));
    }

    static MediaPlaylist media(String playlist) {
        return (MediaPlaylist) PlaylistReader.read(playlist).playlist();
    }

    static List<Rule> rules(List<Violation> violations) {
        return violations.stream().map(Violation::rule).distinct().toList();
    }
}
