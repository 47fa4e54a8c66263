package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamapp.e2e.browser.Viewer;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import dev.streamapp.e2e.watch.Follower;
import dev.streamapp.e2e.watch.ListedPart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Order(1)
@ExtendWith(SceneExtension.class)
@DisplayName("The page that was open plays again")
class InterruptionsIT {
    /** After the first new key frame is listed. */
    private static final Duration PLAYS_AGAIN = Duration.ofSeconds(5);

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
    @DisplayName("after the publisher was away 6 minutes")
    void publisherAwayLong(Scene scene) {
        var watched = Watched.start(scene, "gone");
        watched.away(Duration.ofMinutes(6), "Starting");
        watched.finish();
    }

    @Test
    @DisplayName("after ffmpeg in the pod was killed with -9")
    void ffmpegKilled(Scene scene) {
        var watched = Watched.start(scene, "ffmpeg");
        long before = watched.newestDiscontinuity();
        Instant killed = Instant.now();
        assertThat(watched.stream().killFfmpeg()).contains("killed");
        watched.playsAgainAfter(before, killed, Duration.ofSeconds(20));
        watched.finish();
    }

    @Test
    @DisplayName("after the pod was deleted, the publisher calling again")
    void podDeleted(Scene scene) {
        var watched = Watched.start(scene, "pod");
        long before = watched.newestDiscontinuity();
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
        long before = watched.newestDiscontinuity();
        watched.stream().deletePod();
        // until it is gone it serves pictures
        watched.playsAgainAfter(before, Instant.now(), Duration.ofSeconds(60));
        watched.finish();
    }

    /** A stream on air, one who publishes and one who watches. */
    private record Watched(
            TestStream stream, Publisher publisher, Viewer viewer, Follower follower) {
        static Watched start(Scene scene, String purpose) {
            TestStream stream = scene.stream(purpose, LiveStreamSpec.defaults()).ready();
            Follower follower = scene.follower(stream);
            Publisher publisher = scene.publisher(stream, Source.small());
            Viewer viewer = scene.viewer(stream);
            Instant started = publisher.start();
            viewer.showsPictureCapturedAfter(started, Duration.ofSeconds(30));
            stream.awaitPhase("Running", Duration.ofSeconds(10));
            var watched = new Watched(stream, publisher, viewer, follower);
            // a few segments, as somebody who has been watching for a while
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> watched.parts().size() >= 40);
            return watched;
        }

        List<ListedPart> parts() {
            return stream.watch().recorder().parts();
        }

        long newestDiscontinuity() {
            return parts().getLast().discontinuity();
        }

        /**
         * The publisher vanishes and comes back after a time; the status shows a phase before it
         * does.
         */
        void away(Duration time, String phase) {
            long before = newestDiscontinuity();
            Instant left = Instant.now();
            publisher.vanish();
            Instant back = left.plus(time);
            Awaitility.await(time + " pass")
                    .atMost(time.plusSeconds(5))
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> Instant.now().isAfter(back));
            assertThat(stream.status().path("phase").asText())
                    .as("phase after " + time + " without publisher")
                    .isEqualTo(phase);
            playsAgainAfter(before, publisher.start(), Duration.ofSeconds(20));
        }

        /**
         * The same page shows a picture captured since a moment, within the time allowed after the
         * first new key frame.
         */
        void playsAgainAfter(long discontinuity, Instant since, Duration patience) {
            ListedPart key =
                    Awaitility.await(stream.name() + ": a new key frame is listed")
                            .atMost(patience)
                            .pollInterval(Duration.ofMillis(50))
                            .until(() -> firstKeyFrameAfter(discontinuity), part -> part != null);
            Instant shown = viewer.showsPictureCapturedAfter(since, PLAYS_AGAIN.plusSeconds(10));
            Duration waited = Duration.between(key.at(), shown);
            System.out.printf(
                    "%s: plays again %d ms after the first new key frame was listed%n",
                    stream.name(), waited.toMillis());
            assertThat(waited)
                    .as("from the first new key frame to the picture")
                    .isLessThanOrEqualTo(PLAYS_AGAIN);
            viewer.requireSamePageAndSource();
        }

        private ListedPart firstKeyFrameAfter(long discontinuity) {
            return parts().stream()
                    .filter(part -> part.discontinuity() > discontinuity && part.independent())
                    .findFirst()
                    .orElse(null);
        }

        void finish() {
            Instant now = Instant.now();
            viewer.showsPictureCapturedAfter(now, Duration.ofSeconds(10));
            stream.awaitPhase("Running", Duration.ofSeconds(10));
            publisher.vanish();
            assertThat(follower.decodeEverything()).isPositive();
        }
    }
}
