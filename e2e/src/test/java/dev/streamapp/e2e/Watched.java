package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.browser.Viewer;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.watch.Follower;
import dev.streamapp.e2e.watch.ListedPart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;

/** A stream on air, one who publishes and one who watches. */
record Watched(TestStream stream, Publisher publisher, Viewer viewer, Follower follower) {
    /** After the first new key frame is listed. */
    static final Duration PLAYS_AGAIN = Duration.ofSeconds(5);

    static Watched start(Scene scene, String purpose) {
        return start(scene, purpose, LiveStreamSpec.defaults());
    }

    static Watched start(Scene scene, String purpose, LiveStreamSpec spec) {
        TestStream stream = scene.stream(purpose, spec).ready();
        Follower follower = scene.follower(stream);
        Publisher publisher = scene.publisher(stream, Source.small());
        Viewer viewer = scene.viewer(stream);
        Instant started = publisher.start();
        viewer.showsPictureCapturedAfter(started, Duration.ofSeconds(30));
        stream.awaitPhase("Running", Duration.ofSeconds(10));
        var watched = new Watched(stream, publisher, viewer, follower);
        // a few segments, as somebody who has been watching for a while
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> watched.parts().size() >= 40);
        return watched;
    }

    List<ListedPart> parts() {
        return stream.watch().recorder().parts();
    }

    /** The time on air that is watched now. */
    String newestRun() {
        return parts().getLast().run();
    }

    /**
     * The same page and stream, with another publisher, for one whose passphrase is no good now.
     */
    Watched with(Publisher newcomer) {
        return new Watched(stream, newcomer, viewer, follower);
    }

    /**
     * The publisher vanishes and comes back after a time; the status shows a phase before it does.
     */
    void away(Duration time, String phase) {
        String before = newestRun();
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
    void playsAgainAfter(String run, Instant since, Duration patience) {
        playsAgainAfter(run, since, patience, PLAYS_AGAIN);
    }

    /** The same, where a page takes longer. */
    void playsAgainAfter(String run, Instant since, Duration patience, Duration within) {
        ListedPart key =
                Awaitility.await(stream.name() + ": a new key frame is listed")
                        .atMost(patience)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> firstKeyFrameAfter(run), part -> part != null);
        Instant shown = viewer.showsPictureCapturedAfter(since, within.plusSeconds(10));
        // a pod may be replaced faster than its deletion is told
        Instant from = key.at().isAfter(since) ? key.at() : since;
        Duration waited = Duration.between(from, shown);
        System.out.printf(
                "%s: plays again %d ms after the first new key frame was listed%n",
                stream.name(), waited.toMillis());
        assertThat(waited)
                .as(() ->
                        "from the first new key frame to the picture; the page's errors: "
                                + viewer.report(Instant.EPOCH).errors())
                .isLessThanOrEqualTo(within);
        viewer.requireSamePageAndSource();
    }

    private ListedPart firstKeyFrameAfter(String run) {
        return parts().stream()
                .dropWhile(part -> !part.run().equals(run))
                .filter(part -> !part.run().equals(run) && part.independent())
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
