package dev.streamapp.e2e.hls;

import static dev.streamapp.e2e.hls.Playlists.MEDIA;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A playlist delta update")
class DeltaUpdatesTest {
    /** Too short a boundary to offer, but the arithmetic is the same. */
    private static final String WHOLE =
            MEDIA.replace("HOLD-BACK=6.0", "HOLD-BACK=6.0,CAN-SKIP-UNTIL=4.0");

    private static final String SKIPPED =
            """
            #EXT-X-MAP:URI="a-init.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.000Z
            #EXTINF:2.00000,
            a-100.mp4
            """;

    private static final String UPDATE =
            WHOLE.replace(
                    SKIPPED, "#EXT-X-SKIP:SKIPPED-SEGMENTS=1\n#EXT-X-MAP:URI=\"a-init.mp4\"\n");

    private final DeltaUpdates updates = new DeltaUpdates();

    @Test
    @DisplayName("and the playlist before it are the whole playlist")
    void completed() {
        assertThat(updates.complete(WHOLE).text()).isEqualTo(WHOLE);
        var completed = updates.complete(UPDATE);
        assertThat(completed.violations()).isEmpty();
        assertThat(Playlists.media(completed.text())).isEqualTo(Playlists.media(WHOLE));
    }

    @Test
    @DisplayName("that leaves out what nobody has seen is found out")
    void unknown() {
        var completed = updates.complete(UPDATE);
        assertThat(completed.text()).isNull();
        assertThat(completed.violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.SKIPPED_UNKNOWN);
    }

    @Test
    @DisplayName("that leaves out what is within the boundary is found out")
    void tooMuch() {
        String wider = "CAN-SKIP-UNTIL=6.0";
        updates.complete(WHOLE.replace("CAN-SKIP-UNTIL=4.0", wider));
        assertThat(updates.complete(UPDATE.replace("CAN-SKIP-UNTIL=4.0", wider)).violations())
                .extracting(Violation::rule)
                .containsExactly(Rule.SKIPPED_TOO_MUCH);
        assertThat(updates.complete(UPDATE.replace(",CAN-SKIP-UNTIL=4.0", "")).violations())
                .as("nor was it offered at all")
                .extracting(Violation::rule)
                .containsExactly(Rule.SKIPPED_TOO_MUCH);
    }
}
