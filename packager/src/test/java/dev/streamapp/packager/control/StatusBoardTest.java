package dev.streamapp.packager.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.control.Status.State;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.live.FakeTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The status of a stream whose publisher is connected")
class StatusBoardTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final FakeTime time = new FakeTime(START);
    private final StatusBoard board =
            new StatusBoard(
                    new Targets(Duration.ofSeconds(2), Duration.ofMillis(200), 8),
                    Duration.ofSeconds(60),
                    time.time(),
                    new Metrics());

    @BeforeEach
    void onAir() {
        board.listening(true);
        board.part(1);
        assertThat(board.status().state()).isEqualTo(State.OnAir);
    }

    private void tick(int halfSeconds) {
        for (int i = 0; i < halfSeconds; i++) {
            time.advance(Duration.ofMillis(500));
            board.listening(true);
            board.tick();
        }
    }

    @Test
    @DisplayName("tells within three seconds that it fell silent, before it is dropped")
    void silent() {
        tick(4);
        assertThat(board.status().state()).isEqualTo(State.OnAir);
        tick(1);
        assertThat(board.status().state()).isEqualTo(State.Reconnecting);
        assertThat(board.status().onAirSince()).isEqualTo(START);
    }

    @Test
    @DisplayName("says at once that media come again, and the time on air goes on")
    void goesOn() {
        tick(8);
        board.heard();
        assertThat(board.status().state()).isEqualTo(State.OnAir);
        assertThat(board.status().onAirSince()).isEqualTo(START);
    }

    @Test
    @DisplayName("is not silent as long as something comes, though nothing is stored of it")
    void notStored() {
        for (int i = 0; i < 8; i++) {
            tick(1);
            board.heard();
            assertThat(board.status().state()).isEqualTo(State.OnAir);
        }
    }

    @Test
    @DisplayName("waits again once it was dropped and did not return")
    void dropped() {
        tick(8);
        board.stopped();
        tick(119);
        assertThat(board.status().state()).isEqualTo(State.Reconnecting);
        tick(1);
        assertThat(board.status().state()).isEqualTo(State.Waiting);
        assertThat(board.status().onAirSince()).isNull();
    }
}
