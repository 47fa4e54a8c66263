package dev.streamapp.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RightsSnapshotTest {

    private static final UUID ACCESS = UUID.randomUUID();
    private static final UUID ORDER = UUID.randomUUID();
    private static final Instant END = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant BEFORE = END.minusMillis(1);

    private static Right right(boolean revoked, boolean enabled, String stream, Instant now) {
        return snapshot(revoked, enabled).of(ACCESS, stream, now);
    }

    private static RightsSnapshot snapshot(boolean revoked, boolean enabled) {
        return new RightsSnapshot(
                Map.of(
                        ACCESS,
                        new RightsSnapshot.Grant(
                                ORDER,
                                END,
                                revoked,
                                enabled,
                                Set.of("cam", "top"),
                                Map.of("cam", List.of(new Span(BEGIN, BEFORE))))));
    }

    @Test
    @DisplayName("an access watches every camera of its order until the moment it ends")
    void granted() {
        assertThat(right(false, true, "cam", BEFORE)).isEqualTo(Right.GRANTED);
        assertThat(right(false, true, "top", BEFORE)).isEqualTo(Right.GRANTED);
        assertThat(right(false, true, "cam", END)).isEqualTo(Right.EXPIRED);
    }

    @Test
    @DisplayName(
            "an access replays what was shown while its order was assigned, and no second more")
    void replayed() {
        assertThat(replay("cam", BEGIN, BEFORE)).isEqualTo(Right.GRANTED);
        assertThat(replay("cam", BEGIN.plusSeconds(5), BEFORE.minusSeconds(5)))
                .isEqualTo(Right.GRANTED);
        assertThat(replay("cam", BEGIN.minusMillis(1), BEFORE)).isEqualTo(Right.NOT_ASSIGNED);
        assertThat(replay("cam", BEGIN, END)).isEqualTo(Right.NOT_ASSIGNED);
        assertThat(replay("top", BEGIN, BEFORE)).isEqualTo(Right.NOT_ASSIGNED);
    }

    private static Right replay(String stream, Instant from, Instant until) {
        return snapshot(false, true).ofReplay(ACCESS, stream, new Span(from, until), BEFORE);
    }

    @Test
    @DisplayName("each reason against it is told apart")
    void refused() {
        assertThat(right(true, true, "cam", BEFORE)).isEqualTo(Right.REVOKED);
        assertThat(right(false, false, "cam", BEFORE)).isEqualTo(Right.SWITCHED_OFF);
        assertThat(right(false, true, "other", BEFORE)).isEqualTo(Right.NOT_ASSIGNED);
        assertThat(new RightsSnapshot(Map.of()).of(ACCESS, "cam", BEFORE)).isEqualTo(Right.UNKNOWN);
    }
}
