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
        return new RightsSnapshot(
                        Map.of(
                                ACCESS,
                                new RightsSnapshot.Grant(
                                        ORDER,
                                        END,
                                        revoked,
                                        enabled,
                                        Set.of("cam", "top"),
                                        Map.of("cam", List.of(new Span(BEGIN, BEFORE))))))
                .of(ACCESS, stream, now);
    }

    @Test
    @DisplayName("an access watches every camera of its order until the moment it ends")
    void granted() {
        assertThat(right(false, true, "cam", BEFORE)).isEqualTo(Right.GRANTED);
        assertThat(right(false, true, "top", BEFORE)).isEqualTo(Right.GRANTED);
        assertThat(right(false, true, "cam", END)).isEqualTo(Right.EXPIRED);
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
