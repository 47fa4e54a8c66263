package dev.streamapp.packager.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A media playlist")
class MediaPlaylistTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String FORMER = "1767225500000abcd";
    private static final String RUN = "1767225600000abcd";

    /** One segment of a former run, one of this, and one that grows. */
    private static MediaPlaylist playlist(Names.@Nullable OfPart hint) {
        Part part = new Part(500_000_000, true, 1000);
        return new MediaPlaylist(
                new Targets(Duration.ofSeconds(1), Duration.ofMillis(500), 2),
                3,
                List.of(
                        new Segment(FORMER, 7, false, START, List.of(part, part), 1_000_000_000),
                        new Segment(RUN, 8, true, START.plusSeconds(9), List.of(part), 500_000_000),
                        new Segment(RUN, 9, false, START.plusSeconds(10), List.of(part), 0)),
                hint);
    }

    /** Each line that names a file has BASE before the name. */
    private static final String EXPECTED =
            """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:1
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.5,HOLD-BACK=3
            #EXT-X-PART-INF:PART-TARGET=0.5
            #EXT-X-MEDIA-SEQUENCE:7
            #EXT-X-DISCONTINUITY-SEQUENCE:3
            #EXT-X-MAP:URI="BASE1767225500000abcd-init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.000Z
            #EXT-X-PART:DURATION=0.50000,URI="BASE1767225500000abcd-7-0.mp4",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.50000,URI="BASE1767225500000abcd-7-1.mp4",INDEPENDENT=YES
            #EXTINF:1.00000,
            BASE1767225500000abcd-7.mp4
            #EXT-X-DISCONTINUITY
            #EXT-X-MAP:URI="BASE1767225600000abcd-init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:09.000Z
            #EXT-X-PART:DURATION=0.50000,URI="BASE1767225600000abcd-8-0.mp4",INDEPENDENT=YES
            #EXTINF:0.50000,
            BASE1767225600000abcd-8.mp4
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:10.000Z
            #EXT-X-PART:DURATION=0.50000,URI="BASE1767225600000abcd-9-0.mp4",INDEPENDENT=YES
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="BASE1767225600000abcd-9-1.mp4"
            """;

    @Test
    @DisplayName("lists media beside it")
    void beside() {
        assertThat(playlist(new Names.OfPart(RUN, 9, 1)).render(MediaBase.BESIDE))
                .isEqualTo(EXPECTED.replace("BASE", ""));
    }

    @Test
    @DisplayName("lists all media, hinted ones too, under a base, and is otherwise the same")
    void under() {
        String base = "https://cdn.example.com:8443/hls/bench-1/";
        assertThat(playlist(new Names.OfPart(RUN, 9, 1)).render(new MediaBase(base)))
                .isEqualTo(EXPECTED.replace("BASE", base));
    }

    @Test
    @DisplayName("a query of the base goes behind each name, so that names stay what they are")
    void query() {
        String base = "https://cdn.example.com/hls/bench-1/";
        assertThat(playlist(new Names.OfPart(RUN, 9, 1)).render(new MediaBase(base + "?token=1.2")))
                .isEqualTo(EXPECTED.replace("BASE", base).replace(".mp4", ".mp4?token=1.2"));
    }

    @Test
    @DisplayName("begins later for who may see no more, and counts on as the whole one does")
    void since() {
        MediaPlaylist whole = playlist(new Names.OfPart(RUN, 9, 1));

        assertThat(whole.since(START)).isSameAs(whole);
        MediaPlaylist later = whole.since(START.plusMillis(1));
        assertThat(later.mediaSequence()).isEqualTo(8);
        assertThat(later.discontinuitySequence()).as("its tag is still told").isEqualTo(3);
        assertThat(whole.since(START.plusSeconds(10))).as("of no whole segment").isNull();
        assertThat(whole.since(START.plusSeconds(11))).as("of nothing at all").isNull();

        var second =
                new MediaPlaylist(whole.targets(), 3, whole.segments().subList(1, 3), whole.hint());
        assertThat(second.since(START.plusSeconds(10))).isNull();
        var closed = new ArrayList<>(second.segments());
        closed.set(1, closed.get(1).close(500_000_000));
        assertThat(
                        new MediaPlaylist(whole.targets(), 3, closed, null)
                                .since(START.plusSeconds(10))
                                .discontinuitySequence())
                .isEqualTo(4);
    }

    @Test
    @DisplayName("without a hint no address is hinted")
    void noHint() {
        assertThat(playlist(null).render(new MediaBase("https://cdn.example.com/")))
                .doesNotContain("PRELOAD-HINT");
    }

    /** Segments of a second, of two runs. */
    private static MediaPlaylist longer() {
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            segments.add(
                    new Segment(
                            i < 5 ? FORMER : RUN,
                            100 + i,
                            i == 5,
                            START.plusSeconds(i),
                            List.of(),
                            1_000_000_000,
                            1000));
        }
        return new MediaPlaylist(
                new Targets(Duration.ofSeconds(1), Duration.ofMillis(500), 12),
                3,
                segments,
                new Names.OfPart(RUN, 114, 0));
    }

    @Test
    @DisplayName("told in short has the numbers of the whole, and the map of what is told first")
    void update() {
        MediaPlaylist playlist = longer();
        assertThat(playlist.skippable()).isEqualTo(8);
        assertThat(playlist.render(MediaBase.BESIDE, 8))
                .startsWith(
                        """
                        #EXTM3U
                        #EXT-X-VERSION:9
                        #EXT-X-TARGETDURATION:1
                        #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.5,HOLD-BACK=3,CAN-SKIP-UNTIL=6
                        #EXT-X-PART-INF:PART-TARGET=0.5
                        #EXT-X-MEDIA-SEQUENCE:100
                        #EXT-X-DISCONTINUITY-SEQUENCE:3
                        #EXT-X-SKIP:SKIPPED-SEGMENTS=8
                        #EXT-X-MAP:URI="1767225600000abcd-init.mp4"
                        #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:08.000Z
                        #EXTINF:1.00000,
                        1767225600000abcd-108.mp4
                        """);
    }
}
