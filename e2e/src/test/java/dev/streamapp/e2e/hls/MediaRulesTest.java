package dev.streamapp.e2e.hls;

import static dev.streamapp.e2e.hls.Mp4.fragment;
import static dev.streamapp.e2e.hls.Mp4.join;
import static dev.streamapp.e2e.hls.Playlists.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.hls.MediaPlaylist.Part;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Media files are held to RFC 8216bis")
class MediaRulesTest {
    private static final String INIT = "a-init.mp4";
    private static final byte[] FIRST = fragment(0, 5, true);
    private static final byte[] SECOND = fragment(200, 5, false);

    private final MediaHistory history = new MediaHistory();

    @BeforeEach
    void initialization() {
        assertThat(history.initialization(INIT, Mp4.initialization())).isEmpty();
    }

    @Test
    @DisplayName("a segment made of its parts breaks nothing")
    void good() {
        Segment segment = segment(1, "0.4");
        assertThat(history.part(segment, part("0.2", true), FIRST)).isEmpty();
        assertThat(history.part(segment, part("0.2", false), SECOND)).isEmpty();
        assertThat(history.segment(segment, join(FIRST, SECOND), List.of(FIRST, SECOND), true))
                .isEmpty();
        assertThat(history.segment(segment(2, "0.2"), fragment(400, 5, true), List.of(), true))
                .isEmpty();
        assertThat(history.samples(INIT, join(FIRST, SECOND))).isEqualTo(10);
    }

    @Test
    @DisplayName("parts that are not the segment are found out")
    void otherBytes() {
        var found =
                history.segment(
                        segment(1, "0.4"), join(FIRST, SECOND), List.of(SECOND, FIRST), false);
        assertThat(rules(found)).containsExactly(Rule.PARTS_ARE_SEGMENT);
    }

    @Test
    @DisplayName("two contents under one URL are found out")
    void twoContents() {
        assertThat(history.served("a-1.mp4", FIRST)).isEmpty();
        assertThat(history.served("a-1.mp4", FIRST)).isEmpty();
        assertThat(rules(history.served("a-1.mp4", SECOND))).containsExactly(Rule.ONE_CONTENT);
    }

    @Test
    @DisplayName("a wrong INDEPENDENT attribute is found out, both ways")
    void independent() {
        assertThat(rules(history.part(segment(1, "0.2"), part("0.2", true), SECOND)))
                .containsExactly(Rule.INDEPENDENT);
        assertThat(rules(history.part(segment(1, "0.2"), part("0.2", false), FIRST)))
                .containsExactly(Rule.INDEPENDENT_MARKED);
    }

    @Test
    @DisplayName("EXT-X-INDEPENDENT-SEGMENTS over a segment without key frame is found out")
    void independentSegments() {
        assertThat(rules(history.segment(segment(1, "0.2"), SECOND, List.of(), true)))
                .containsExactly(Rule.INDEPENDENT_SEGMENTS);
    }

    @Test
    @DisplayName("an announced duration that the media do not have is found out")
    void duration() {
        assertThat(rules(history.segment(segment(1, "0.27"), FIRST, List.of(), false)))
                .containsExactly(Rule.MEDIA_DURATION);
    }

    @Test
    @DisplayName("decode times that jump without a discontinuity are found out")
    void timestamps() {
        history.segment(segment(1, "0.2"), FIRST, List.of(), false);
        assertThat(
                        rules(
                                history.segment(
                                        segment(2, "0.2"),
                                        fragment(300, 5, false),
                                        List.of(),
                                        false)))
                .containsExactly(Rule.TIMESTAMPS);
    }

    @Test
    @DisplayName("decode times may jump where a discontinuity is announced")
    void announcedJump() {
        history.segment(segment(1, "0.2"), FIRST, List.of(), false);
        assertThat(
                        history.segment(
                                segment(2, "0.2", true), fragment(300, 5, false), List.of(), false))
                .isEmpty();
    }

    @Test
    @DisplayName("an old brand and a duration in the initialization section are found out")
    void badInitialization() {
        assertThat(rules(history.initialization("b", Mp4.initialization("isom", 0))))
                .containsExactly(Rule.INITIALIZATION);
        assertThat(rules(history.initialization("b", Mp4.initialization("iso6", 40))))
                .containsExactly(Rule.INITIALIZATION);
        assertThat(rules(history.initialization("b", FIRST))).contains(Rule.INITIALIZATION);
    }

    @Test
    @DisplayName("a fragment of a track nobody announced is found out")
    void unknownTrack() {
        assertThat(
                        rules(
                                history.segment(
                                        segment(1, "0"),
                                        fragment(2, 0, 5, true),
                                        List.of(),
                                        false)))
                .contains(Rule.FRAGMENT);
    }

    private static Segment segment(long number, String duration) {
        return segment(number, duration, false);
    }

    private static Segment segment(long number, String duration, boolean discontinuity) {
        return new Segment(
                number,
                "a-" + number + ".mp4",
                new BigDecimal(duration),
                INIT,
                null,
                discontinuity,
                1,
                false,
                new ArrayList<>());
    }

    private static Part part(String duration, boolean independent) {
        return new Part("a-1-0.mp4", new BigDecimal(duration), independent, false);
    }
}
