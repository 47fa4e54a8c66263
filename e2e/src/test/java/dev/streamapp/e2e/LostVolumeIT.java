package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.browser.Browser;
import dev.streamapp.e2e.browser.Viewer;
import dev.streamapp.e2e.hls.Rule;
import dev.streamapp.e2e.local.LocalPackager;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.watch.ListedPart;
import dev.streamapp.e2e.watch.RecordingProxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Without a cluster; what becomes of the pod and of its claim is in {@link LossesIT}. */
@ResourceLock(Processors.LOCK)
@DisplayName("A volume that is lost soon after the first picture")
class LostVolumeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PLAYS_AGAIN = Duration.ofSeconds(15);

    @TempDir Path directory;

    @Test
    @DisplayName("and again: the page that was open plays on each time")
    void twice() {
        try (var packager = new LocalPackager(directory, Map.of());
                var proxy = new RecordingProxy(packager.media(), Clock.systemUTC());
                var camera =
                        Publisher.camera(
                                packager.ingestUrl(),
                                LocalPackager.PASSPHRASE,
                                Source.small(),
                                directory.resolve("camera.log"));
                var browser = new Browser(directory.resolve("page"), null);
                Viewer viewer = browser.open(proxy.url("/playlist.m3u8"))) {
            proxy.recorder()
                    .forgive(Rule.PLAYLIST_TOO_SHORT, Rule.MEDIA_KEPT, Rule.MEDIA_AVAILABLE);
            viewer.showsPictureCapturedAfter(camera.start(), PATIENCE);
            for (int loss = 1; loss <= 2; loss++) {
                String run = parts(proxy).getLast().run();
                Instant seen = Instant.now();
                Awaitility.await("some seconds of picture")
                        .atMost(PATIENCE)
                        .until(() -> Instant.now().isAfter(seen.plusSeconds(12)));
                packager.losesItsVolume();
                Duration waited = playsAgain(proxy, viewer, run);
                System.out.printf("loss %d: plays again after %d ms%n", loss, waited.toMillis());
                assertThat(waited).as("loss " + loss).isLessThanOrEqualTo(PLAYS_AGAIN);
            }
            viewer.requireSamePageAndSource();
            proxy.recorder().requireClean();
        }
    }

    /** From the first new key frame that was listed to the picture. */
    private static Duration playsAgain(RecordingProxy proxy, Viewer viewer, String run) {
        Instant back = Instant.now();
        ListedPart key =
                Awaitility.await("a new key frame is listed")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> firstAfter(parts(proxy), run), part -> part != null);
        Instant shown = viewer.showsPictureCapturedAfter(back, PATIENCE);
        return Duration.between(key.at(), shown);
    }

    private static ListedPart firstAfter(List<ListedPart> parts, String run) {
        return parts.stream()
                .dropWhile(part -> !part.run().equals(run))
                .filter(part -> !part.run().equals(run) && part.independent())
                .findFirst()
                .orElse(null);
    }

    private static List<ListedPart> parts(RecordingProxy proxy) {
        return proxy.recorder().parts();
    }
}
