package dev.streamapp.gateway.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlaylistFactsTest {

    static final String PLAYLIST =
            """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:2
            #EXT-X-PART-INF:PART-TARGET=0.2
            #EXT-X-MEDIA-SEQUENCE:1772366400
            #EXT-X-DISCONTINUITY-SEQUENCE:1772366399
            #EXT-X-MAP:URI="r-init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:00.000Z
            #EXTINF:2.00000,
            r-1772366400.mp4
            #EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:02.000Z
            #EXT-X-PART:DURATION=0.20000,URI="r-1772366401-0.mp4",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.20000,URI="r-1772366401-1.mp4"
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="r-1772366401-2.mp4"
            """;

    @Test
    @DisplayName("age counts from the end of the newest part, by the playlist's own clock")
    void reads() {
        var facts = PlaylistFacts.of(PLAYLIST, Instant.parse("2026-03-01T12:00:03Z"));
        assertThat(facts.mediaSequence()).isEqualTo(1772366400);
        assertThat(facts.discontinuitySequence()).isEqualTo(1772366399);
        assertThat(facts.targetDuration()).isEqualTo(2);
        assertThat(facts.segments()).isEqualTo(1);
        assertThat(facts.newestPart()).isEqualTo("r-1772366401-1.mp4");
        assertThat(facts.newestPartAge()).isEqualTo(0.6);
        assertThat(facts.head()).startsWith("#EXTM3U", "#EXT-X-VERSION:9");
    }

    @Test
    @DisplayName("a segment without listed parts counts whole")
    void segmentsOnly() {
        String closed =
                PLAYLIST.substring(
                        0, PLAYLIST.indexOf("#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:02"));
        var facts = PlaylistFacts.of(closed, Instant.parse("2026-03-01T12:00:03Z"));
        assertThat(facts.newestPartAge()).isEqualTo(1.0);
        assertThat(facts.newestPart()).isNull();
    }

    @Test
    @DisplayName("what is no playlist gives no facts and no failure")
    void nonsense() {
        var facts =
                PlaylistFacts.of(
                        "#EXT-X-MEDIA-SEQUENCE:x\n#EXT-X-PROGRAM-DATE-TIME:yesterday\n<html>",
                        Instant.EPOCH);
        assertThat(facts.mediaSequence()).isNull();
        assertThat(facts.newestPartAge()).isNull();
        assertThat(facts.segments()).isZero();
    }
}
