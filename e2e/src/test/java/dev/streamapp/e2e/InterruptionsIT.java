package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ExtendWith(SceneExtension.class)
@ResourceLock(value = Processors.LOCK, mode = ResourceAccessMode.READ)
@DisplayName("The page that was open plays again")
class InterruptionsIT {
    @Test
    @DisplayName(
            "after the publisher was away 3 s, 20 s and 90 s; the status tells being away from being gone")
    void publisherAway(Scene scene) {
        var watched = Watched.start(scene, "away");
        String startTime = watched.stream().status().path("startTime").asText();

        watched.away(Duration.ofSeconds(3), "Running");
        watched.away(Duration.ofSeconds(20), "Running");
        assertThat(watched.stream().status().path("startTime").asText())
                .as("a reconnect within the window does not move it")
                .isEqualTo(startTime);

        watched.away(Duration.ofSeconds(90), "Starting");
        JsonNode status = watched.stream().awaitPhase("Running", Duration.ofSeconds(10));
        assertThat(Instant.parse(status.path("startTime").asText()))
                .isAfter(Instant.parse(startTime));
        watched.finish();
    }

    @Test
    @DisplayName("after ffmpeg in the pod was killed with -9")
    void ffmpegKilled(Scene scene) {
        var watched = Watched.start(scene, "ffmpeg");
        String before = watched.newestRun();
        assertThat(watched.stream().killFfmpeg()).contains("killed");
        watched.playsAgainAfter(before, Instant.now(), Duration.ofSeconds(20));
        watched.finish();
    }

    @Test
    @DisplayName("after the pod was deleted, the publisher calling again")
    void podDeleted(Scene scene) {
        var watched = Watched.start(scene, "pod");
        String before = watched.newestRun();
        watched.publisher().vanish();
        watched.stream().deletePod();
        watched.stream().ready();
        Instant back = watched.publisher().start();
        watched.playsAgainAfter(before, back, Duration.ofSeconds(40));
        watched.finish();
    }

    @Test
    @DisplayName("after the pod was deleted while the publisher sent all the time")
    void podDeletedUnderASender(Scene scene) {
        var watched = Watched.start(scene, "sender");
        String before = watched.newestRun();
        watched.stream().deletePod();
        // until it is gone it serves pictures
        watched.playsAgainAfter(before, Instant.now(), Duration.ofSeconds(60));
        watched.finish();
    }
}
