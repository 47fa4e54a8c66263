package dev.streamapp.e2e.hls;

import static dev.streamapp.e2e.hls.Playlists.LATER;
import static dev.streamapp.e2e.hls.Playlists.MEDIA;
import static dev.streamapp.e2e.hls.Playlists.MULTIVARIANT;
import static dev.streamapp.e2e.hls.Playlists.broken;
import static dev.streamapp.e2e.hls.Playlists.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Playlists are held to RFC 8216bis")
class PlaylistRulesTest {

    @Test
    @DisplayName("good playlists break nothing, alone and in succession")
    void good() {
        assertThat(broken(MEDIA)).isEmpty();
        assertThat(broken(LATER)).isEmpty();
        assertThat(broken(MULTIVARIANT)).isEmpty();
        assertThat(broken(MEDIA, LATER)).isEmpty();
        assertThat(broken(MEDIA, MEDIA)).isEmpty();
    }

    @Test
    @DisplayName("a playlist is understood")
    void model() {
        var playlist = Playlists.media(MEDIA);
        assertThat(playlist.segments())
                .extracting(MediaPlaylist.Segment::number)
                .containsExactly(100L, 101L, 102L);
        assertThat(playlist.segments())
                .extracting(MediaPlaylist.Segment::discontinuityNumber)
                .containsExactly(7L, 7L, 8L);
        assertThat(playlist.open())
                .isNotNull()
                .extracting(MediaPlaylist.Segment::map)
                .isEqualTo("b-init.mp4");
        assertThat(playlist.end()).isEqualTo(new MediaPlaylist.End(103, 1));
        assertThat(playlist.hints()).containsExactly("b-103-1.mp4");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiled")
    @DisplayName("a playlist that breaks a rule is found out")
    void spoiled(Rule rule, List<Rule> broken) {
        assertThat(broken).contains(rule);
    }

    static Stream<Object[]> spoiled() {
        return examples().entrySet().stream()
                .map(entry -> new Object[] {entry.getKey(), entry.getValue()});
    }

    static Map<Rule, List<Rule>> examples() {
        var examples = new HashMap<Rule, List<Rule>>();
        examples.putAll(alone());
        examples.putAll(parts());
        examples.putAll(multivariant());
        examples.putAll(inSuccession());
        return examples;
    }

    private static Map<Rule, List<Rule>> alone() {
        var examples = new HashMap<Rule, List<Rule>>();
        examples.put(Rule.UTF8, broken("\uFEFF" + MEDIA));
        examples.put(Rule.WHITESPACE, broken(MEDIA.replace("a-100.mp4", "a 100.mp4")));
        examples.put(Rule.FIRST_LINE, broken(MEDIA.replace("#EXTM3U", "#M3U")));
        examples.put(
                Rule.TAG_ONCE,
                broken(MEDIA.replace("#EXT-X-VERSION:6", "#EXT-X-VERSION:6\n#EXT-X-VERSION:6")));
        examples.put(
                Rule.ATTRIBUTE_SYNTAX,
                broken(MEDIA.replace("PART-TARGET=1.0", "PART-TARGET = 1.0")));
        examples.put(
                Rule.ATTRIBUTE_ONCE,
                broken(MEDIA.replace("PART-TARGET=1.0", "PART-TARGET=1.0,PART-TARGET=1.0")));
        examples.put(Rule.ATTRIBUTE_REQUIRED, broken(MEDIA.replace("TYPE=PART,", "")));
        examples.put(Rule.VERSION, broken(MEDIA.replace("VERSION:6", "VERSION:5")));
        examples.put(Rule.TARGET_DURATION, broken(without(MEDIA, "#EXT-X-TARGETDURATION")));
        examples.put(
                Rule.SEGMENT_DURATION,
                broken(MEDIA.replace("#EXTINF:2.00000,\na-100", "#EXTINF:2.50000,\na-100")));
        examples.put(Rule.EXTINF, broken(MEDIA.replace("#EXTINF:2.00000,\na-100", "a-100")));
        examples.put(
                Rule.SEQUENCE_FIRST,
                broken(without(MEDIA, "#EXT-X-MEDIA-SEQUENCE") + "#EXT-X-MEDIA-SEQUENCE:100\n"));
        examples.put(Rule.MEDIA_SEQUENCE, broken(without(MEDIA, "#EXT-X-MEDIA-SEQUENCE")));
        examples.put(
                Rule.DISCONTINUITY_SEQUENCE,
                broken(without(MEDIA, "#EXT-X-DISCONTINUITY-SEQUENCE")));
        examples.put(Rule.MAP, broken(without(MEDIA, "#EXT-X-MAP")));
        examples.put(Rule.MAP_CHANGE, broken(MEDIA.replace("#EXT-X-DISCONTINUITY\n", "")));
        examples.put(
                Rule.PLAYLIST_TYPE,
                broken(MEDIA.replace("#EXTM3U", "#EXTM3U\n#EXT-X-PLAYLIST-TYPE:EVENT")));
        examples.put(Rule.ENDLIST, broken(MEDIA + "#EXT-X-ENDLIST\n"));
        examples.put(
                Rule.SKIP_UNASKED,
                broken(
                        MEDIA.replace(
                                "#EXTINF:2.00000,\na-100",
                                "#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n#EXTINF:2.00000,\na-100")));
        examples.put(
                Rule.DATE_SYNTAX, broken(MEDIA.replace("2026-01-01T00:00:02.000Z", "yesterday")));
        examples.put(Rule.DATE_ZONE, broken(MEDIA.replace("00:00:02.000Z", "00:00:02Z")));
        examples.put(Rule.DATE_AMBIGUOUS, broken(MEDIA.replace("00:00:02.000Z", "00:00:01.000Z")));
        examples.put(
                Rule.DATE_DISCONTINUITY,
                broken(without(MEDIA, "#EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:09")));
        return examples;
    }

    private static Map<Rule, List<Rule>> parts() {
        var examples = new HashMap<Rule, List<Rule>>();
        examples.put(Rule.PART_INF, broken(without(MEDIA, "#EXT-X-PART-INF")));
        examples.put(
                Rule.PART_TOO_LONG,
                broken(
                        MEDIA.replace(
                                "DURATION=1.00000,URI=\"b-102-1",
                                "DURATION=1.00001,URI=\"b-102-1")));
        examples.put(
                Rule.PART_TOO_SHORT,
                broken(
                        MEDIA.replace(
                                "DURATION=1.00000,INDEPENDENT=YES,URI=\"b-102-0",
                                "DURATION=0.84000,URI=\"b-102-0")));
        examples.put(
                Rule.PART_TAGS_FIRST,
                broken(
                        MEDIA.replace(
                                "#EXT-X-PART:DURATION=1.00000,URI",
                                "#EXT-X-MAP:URI=\"b-init.mp4\"\n#EXT-X-PART:DURATION=1.00000,URI")));
        examples.put(
                Rule.PARTS_FILL_SEGMENT,
                broken(
                        MEDIA.replace("#EXTINF:2.00000,\nb-102", "#EXTINF:1.98000,\nb-102")
                                .replace("100.mp4", "100.mp4")
                                .replace(
                                        "a-101.mp4",
                                        "#EXT-X-PART:DURATION=1.00000,INDEPENDENT=YES,URI=\"a-101-0.mp4\"\na-101.mp4")));
        examples.put(Rule.HOLD_BACK, broken(MEDIA.replace(",HOLD-BACK=6.0", ",HOLD-BACK=5.9")));
        examples.put(
                Rule.PART_HOLD_BACK_REQUIRED, broken(MEDIA.replace("PART-HOLD-BACK=3.0,", "")));
        examples.put(
                Rule.PART_HOLD_BACK,
                broken(MEDIA.replace("PART-HOLD-BACK=3.0", "PART-HOLD-BACK=1.9")));
        examples.put(
                Rule.PART_HOLD_BACK_AMPLE,
                broken(MEDIA.replace("PART-HOLD-BACK=3.0", "PART-HOLD-BACK=2.9")));
        examples.put(
                Rule.SKIP_BOUNDARY,
                broken(
                        MEDIA.replace(
                                "CAN-BLOCK-RELOAD=YES", "CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=11")));
        examples.put(
                Rule.HINT_ONCE,
                broken(MEDIA + "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"b-103-2.mp4\"\n"));
        examples.put(
                Rule.HINT_LISTED,
                broken(
                        MEDIA.replace(
                                "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"b-103-1.mp4\"",
                                "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"b-103-0.mp4\"")));
        String old =
                "#EXT-X-PART:DURATION=1.00000,URI=\"a-100-0.mp4\"\n#EXT-X-PART:DURATION=1.00000,URI=\"a-100-1.mp4\"\n#EXTINF:2.00000,\na-100";
        String more = "#EXTINF:2.00000,\nb-103.mp4\n#EXTINF:2.00000,\nb-104.mp4\n";
        examples.put(
                Rule.PARTS_AT_LIVE_EDGE,
                broken(MEDIA.replace("#EXTINF:2.00000,\na-100", old) + more));
        return examples;
    }

    private static Map<Rule, List<Rule>> multivariant() {
        var examples = new HashMap<Rule, List<Rule>>();
        examples.put(Rule.ONE_KIND, broken(MULTIVARIANT + "#EXTINF:2.0,\na.mp4\n"));
        examples.put(Rule.VARIANT_URI, broken(without(MULTIVARIANT, "live")));
        examples.put(Rule.BANDWIDTH, broken(MULTIVARIANT.replace("BANDWIDTH=2800000,", "")));
        examples.put(Rule.CODECS, broken(MULTIVARIANT.replace("avc1.64001f", "h264")));
        examples.put(Rule.FRAME_RATE, broken(MULTIVARIANT.replace("25.000", "25.0000")));
        return examples;
    }

    private static Map<Rule, List<Rule>> inSuccession() {
        var examples = new HashMap<Rule, List<Rule>>();
        examples.put(Rule.MEDIA_SEQUENCE_REGRESSED, broken(LATER, MEDIA));
        examples.put(Rule.END_REGRESSED, broken(LATER, MEDIA));
        examples.put(
                Rule.DISCONTINUITY_SEQUENCE_REGRESSED,
                broken(
                        MEDIA,
                        LATER.replace("DISCONTINUITY-SEQUENCE:7", "DISCONTINUITY-SEQUENCE:6")));
        examples.put(
                Rule.DISCONTINUITY_NUMBER,
                broken(
                        MEDIA,
                        LATER.replace("DISCONTINUITY-SEQUENCE:7", "DISCONTINUITY-SEQUENCE:8")));
        examples.put(Rule.SEGMENT_CHANGED, broken(MEDIA, LATER.replace("a-101.mp4", "c-101.mp4")));
        examples.put(
                Rule.PART_CHANGED,
                broken(
                        MEDIA,
                        LATER.replace(
                                "DURATION=1.00000,INDEPENDENT=YES,URI=\"b-103",
                                "DURATION=0.99000,INDEPENDENT=YES,URI=\"b-103")));
        examples.put(
                Rule.PARTS_CLOSED,
                broken(
                        MEDIA,
                        LATER.replace(
                                "#EXTINF:2.00000,\nb-102",
                                "#EXT-X-PART:DURATION=0.50000,URI=\"b-102-2.mp4\"\n#EXTINF:2.00000,\nb-102")));
        examples.put(
                Rule.PART_REMOVAL_ORDER,
                broken(
                        MEDIA,
                        without(LATER, "#EXT-X-PART:DURATION=1.00000,INDEPENDENT=YES,URI=\"b-103")
                                .replace(
                                        "#EXT-X-PART:DURATION=1.00000,URI=\"b-103-1.mp4\"\n", "")));
        examples.put(
                Rule.TARGET_DURATION_CHANGED,
                broken(MEDIA, LATER.replace("TARGETDURATION:2", "TARGETDURATION:3")));
        examples.put(
                Rule.HEADER_CHANGED,
                broken(MEDIA, LATER.replace("PART-TARGET=1.0", "PART-TARGET=1.1")));
        examples.put(
                Rule.PLAYLIST_TOO_SHORT,
                broken(MEDIA, LATER.replace("#EXTINF:2.00000,\nb-103.mp4\n", "")));
        examples.put(Rule.HINT_KEPT, broken(MEDIA, LATER.replace("b-103-1.mp4", "b-103-one.mp4")));
        return examples;
    }
}
