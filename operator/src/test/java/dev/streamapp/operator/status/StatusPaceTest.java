package dev.streamapp.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.Link;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.crds.Media;
import dev.streamapp.operator.status.StatusPace.Pace;
import dev.streamapp.operator.testing.Samples;
import dev.streamapp.operator.testing.TestClock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    @DisplayName("a drifting bitrate is written once in ten minutes")
    void drift() {
        assertThat(pace.of("u", null, status("Listening", "m", 1L))).isEqualTo(new Pace.Now());
        clock.pass(Duration.ofMinutes(4));
        assertThat(pace.of("u", status("Listening", "m", 1L), status("Listening", "m", 2L)))
                .isEqualTo(new Pace.Later(Duration.ofMinutes(6)));
        clock.pass(Duration.ofMinutes(6));
        assertThat(pace.of("u", status("Listening", "m", 1L), status("Listening", "m", 2L)))
                .isEqualTo(new Pace.Now());
    }

    @Test
    @DisplayName("the first bitrate is written at once")
    void firstBitrate() {
        pace.of("u", null, status("Listening", "m", null));

        assertThat(pace.of("u", status("Listening", "m", null), status("Listening", "m", 1L)))
                .isEqualTo(new Pace.Now());
    }

    @Test
    @DisplayName("an operator that starts does not write what has drifted meanwhile at once")
    void restart() {
        assertThat(pace.of("u", status("Listening", "m", 1L), status("Listening", "m", 2L)))
                .isEqualTo(new Pace.Later(Duration.ofMinutes(10)));
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

    @Test
    @DisplayName(
            "a link that turns poor or good is written once a minute, and at once with a phase")
    void link() {
        LiveStreamStatus good = status(Phase.Running, "Listening", "m", 1L, Link.Quality.Good);
        LiveStreamStatus poor = status(Phase.Running, "Listening", "m", 1L, Link.Quality.Poor);
        assertThat(pace.of("u", null, good)).isEqualTo(new Pace.Now());
        assertThat(pace.of("u", good, poor)).isEqualTo(new Pace.Later(Duration.ofMinutes(1)));
        LiveStreamStatus ended = status(Phase.Starting, "Listening", "m", 1L, null);
        assertThat(pace.of("u", good, ended)).isEqualTo(new Pace.Now());
        clock.pass(Duration.ofMinutes(1));
        assertThat(pace.of("u", good, poor)).isEqualTo(new Pace.Now());
        assertThat(pace.of("u", poor, poor)).isEqualTo(new Pace.Unchanged());
    }

    @Test
    @DisplayName("what comes true while a stream starts is told together, that it is ready at once")
    void steps() {
        var created = starting("Ready=False=Starting", "StorageReady=False=Pending");
        var bound = starting("Ready=False=Starting", "StorageReady=True=Bound");
        var ready = starting("Ready=True=Listening", "StorageReady=True=Bound");
        assertThat(pace.of("u", null, created)).isEqualTo(new Pace.Now());
        clock.pass(Duration.ofSeconds(5));

        assertThat(pace.of("u", created, bound)).isEqualTo(new Pace.Later(Duration.ofSeconds(1)));
        assertThat(pace.of("u", created, ready)).isEqualTo(new Pace.Now());
        assertThat(pace.of("u", created, bound)).isEqualTo(new Pace.Later(Duration.ofSeconds(1)));
        clock.pass(Duration.ofSeconds(1));
        assertThat(pace.of("u", created, bound)).isEqualTo(new Pace.Now());
        assertThat(pace.of("u", ready, starting("Ready=False=Starting"))).isEqualTo(new Pace.Now());
    }

    private static LiveStreamStatus starting(String... conditions) {
        return Samples.status(Phase.Starting, conditions);
    }

    private static LiveStreamStatus status(String reason, String message, @Nullable Long bitrate) {
        return status(Phase.Running, reason, message, bitrate, null);
    }

    private static LiveStreamStatus status(
            Phase phase,
            String reason,
            String message,
            @Nullable Long bitrate,
            Link.@Nullable Quality quality) {
        return new LiveStreamStatus(
                phase,
                1L,
                List.of(new Condition("Ready", Condition.Status.True, reason, message, "T")),
                null,
                null,
                null,
                null,
                new Media("video", bitrate, null, null),
                quality == null ? null : new Link(quality, null, null),
                null);
    }
}
