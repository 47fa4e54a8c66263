package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.browser.PlayerReport;
import dev.streamapp.e2e.browser.Viewer;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import dev.streamapp.e2e.watch.Follower;
import dev.streamapp.e2e.watch.RequestRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("latency and first picture are measured: nothing else may use the processors")
@ExtendWith(SceneExtension.class)
@DisplayName("First light")
class FirstLightIT {
    /** Of the camera's own start and of the browser's too; make bench holds it to less. */
    private static final Duration FIRST_PICTURE = Duration.ofSeconds(5);

    private static final double LATENCY = 2500;
    private static final long DATE_ERROR = 200;

    @Test
    @DisplayName("a sample is applied, a camera publishes, a browser shows it live")
    void live(Scene scene) {
        // as the README tells its readers to
        TestStream stream = scene.apply(scene.streams().sample("bench-camera.yaml", "sample"));
        Publisher publisher = scene.publisher(stream, Source.camera());
        stream.ready();
        Follower follower = scene.follower(stream);
        Viewer viewer = scene.viewer(stream);

        Instant started = publisher.start();
        Awaitility.await("a part is listed")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !stream.watch().recorder().parts().isEmpty());
        Duration fetched =
                Duration.between(started, stream.watch().recorder().parts().getFirst().at());
        PlayerReport shown =
                viewer.await(
                        "a picture", Duration.ofSeconds(20), report -> report.firstPictureAt() > 0);
        Duration seen =
                Duration.between(started, Instant.ofEpochMilli((long) shown.firstPictureAt()));
        stream.awaitPhase("Running", Duration.ofSeconds(5));
        assertThat(Programs.probe(stream.watch().url("/playlist.m3u8").toString()))
                .contains("h264", "aac");

        Instant settled = Instant.now().plusSeconds(5);
        Instant end = settled.plusSeconds(60);
        Awaitility.await("a minute of pictures")
                .atMost(Duration.ofSeconds(80))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Instant.now().isAfter(end));
        PlayerReport minute = viewer.report(settled);
        List<Double> latencies = minute.latenciesSince(settled);
        double median = PlayerReport.percentile(latencies, 0.5);
        System.out.printf(
                "first light: first picture to fetch %d ms, shown %d ms after the publisher started; glass to glass over 60 s p50 %.0f ms, p95 %.0f ms (%d pictures)%n",
                fetched.toMillis(),
                seen.toMillis(),
                median,
                PlayerReport.percentile(latencies, 0.95),
                latencies.size());
        assertThat(median).as("median latency in ms").isLessThanOrEqualTo(LATENCY);
        assertThat(latencies)
                .as("pictures sampled in 60 s: playback does not stall")
                .hasSizeGreaterThan(400);
        assertThat(fetched).as("first picture can be fetched").isLessThanOrEqualTo(FIRST_PICTURE);
        assertThat(seen).as("first picture is shown").isLessThanOrEqualTo(FIRST_PICTURE);
        assertDates(minute, follower);
        assertThat(stream.status().at("/link/quality").asText())
                .as("the link from the camera, as libsrt sees it")
                .isEqualTo("Good");
        RequestRules.check(stream.watch());
        viewer.requireSamePageAndSource();
    }

    private static void assertDates(PlayerReport minute, Follower follower) {
        long decoded = follower.decodeEverything();
        List<Long> errors = follower.dateErrors();
        long worst = errors.stream().mapToLong(Math::abs).max().orElseThrow();
        List<Double> shown =
                minute.samples().stream()
                        .map(PlayerReport.Sample::dateError)
                        .filter(java.util.Objects::nonNull)
                        .sorted()
                        .toList();
        System.out.printf(
                "first light: %d pictures decoded; EXT-X-PROGRAM-DATE-TIME of %d segments off by %d ms at most; in the browser p50 %.0f ms%n",
                decoded, errors.size(), worst, PlayerReport.percentile(shown, 0.5));
        assertThat(errors).as("dated segments").hasSizeGreaterThan(20);
        assertThat(worst)
                .as("EXT-X-PROGRAM-DATE-TIME against the clock in the picture, ms")
                .isLessThanOrEqualTo(DATE_ERROR);
    }
}
