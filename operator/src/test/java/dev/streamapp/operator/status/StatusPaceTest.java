package dev.streamapp.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.crds.Media;
import dev.streamapp.operator.status.StatusPace.Pace;
import dev.streamapp.operator.testing.TestClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusPaceTest {

    private final TestClock clock = new TestClock();
    private final StatusPace pace = new StatusPace(clock);

    @Test
    @DisplayName("a status that says nothing new is not written")
    void unchanged() {
        assertThat(pace.of("u", status("Listening", "m", 1L), status("Listening", "m", 1L)))
                .isEqualTo(new Pace.Unchanged());
    }

    @Test
    @DisplayName("a drifting bitrate is written once a minute")
    void drift() {
        assertThat(pace.of("u", null, status("Listening", "m", 1L))).isEqualTo(new Pace.Now());
        clock.pass(Duration.ofSeconds(20));
        assertThat(pace.of("u", status("Listening", "m", 1L), status("Listening", "m", 2L)))
                .isEqualTo(new Pace.Later(Duration.ofSeconds(40)));
        clock.pass(Duration.ofSeconds(40));
        assertThat(pace.of("u", status("Listening", "m", 1L), status("Listening", "m", 2L)))
                .isEqualTo(new Pace.Now());
    }

    @Test
    @DisplayName("a new reason is written at once, a new wording is not")
    void reasons() {
        pace.of("u", null, status("Listening", "m", 1L));

        assertThat(pace.of("u", status("Listening", "m", 1L), status("PortTaken", "m", 1L)))
                .isEqualTo(new Pace.Now());
        assertThat(pace.of("u", status("PortTaken", "m", 1L), status("PortTaken", "n", 1L)))
                .isInstanceOf(Pace.Later.class);
    }

    private static LiveStreamStatus status(String reason, String message, long bitrate) {
        return new LiveStreamStatus(
                Phase.Running,
                1L,
                List.of(new Condition("Ready", Condition.Status.True, reason, message, "T")),
                null,
                null,
                null,
                null,
                new Media("video", bitrate, null, null),
                null);
    }
}
