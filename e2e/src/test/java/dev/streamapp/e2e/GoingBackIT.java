package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.browser.CustomerPage;
import dev.streamapp.e2e.browser.Gallery;
import dev.streamapp.e2e.browser.Look;
import dev.streamapp.e2e.browser.Picture;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.local.LocalPackager;
import dev.streamapp.e2e.local.LocalPage;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.watch.RecordingProxy;
import java.net.URI;
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
import org.openqa.selenium.Keys;

/** Without a cluster. */
@ResourceLock(Processors.LOCK)
@DisplayName("A customer goes back in a picture whose list reaches far")
class GoingBackIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TWO_MINUTES = Duration.ofMinutes(2);

    private final Gallery gallery =
            new Gallery(Cluster.root().resolve("build/screenshots/customer"));

    @TempDir Path directory;

    @Test
    @DisplayName("stays there, comes back to live, and never is told the whole list twice")
    void goesBack() {
        try (var packager =
                        new LocalPackager(
                                directory,
                                Map.of("HLS_SEGMENT_DURATION", "1s", "HLS_WINDOW", "900"));
                var proxy = new RecordingProxy(packager.media(), Clock.systemUTC());
                var camera =
                        Publisher.camera(
                                packager.ingestUrl(),
                                LocalPackager.PASSPHRASE,
                                Source.small(),
                                directory.resolve("camera.log"));
                var server = new LocalPage(proxy.url("/"), "en");
                CustomerPage page = CustomerPage.in("en")) {
            page.open(server.address());
            camera.start();
            page.awaitMotion(1, PATIENCE);
            assertThat(shown(page, "timeline")).as("nothing to go back to yet").isFalse();
            Awaitility.await("a timeline").atMost(TWO_MINUTES).until(() -> shown(page, "timeline"));
            fortySecondsBack(page);
            pausedAndOn(page);
            gallery.take(page, "behind", "en", Look.all());
            backToLive(page);
            inOtherLanguages(proxy.url("/"));
            assertThat(gallery.complaints()).isEmpty();
            proxy.recorder().requireClean();
            assertThat(proxy.recorder().updates())
                    .as("delta updates, of all playlists that were told")
                    .isGreaterThan(proxy.recorder().playlists() * 3 / 4);
        }
    }

    private static void fortySecondsBack(CustomerPage page) {
        for (int i = 0; i < 4; i++) {
            page.press(Keys.ARROW_LEFT);
        }
        Picture there = page.await("it is behind", PATIENCE, seen -> seen.badge().equals("BEHIND"));
        page.awaitMotion(1, PATIENCE);
        staysFor(page, there, Duration.ofSeconds(12));
        assertThat(page.script("return document.getElementById('ago').textContent"))
                .as("the distance")
                .matches("0:(3|4|5)0 ago");
        assertThat(page.script("return document.getElementById('position').ariaValueText"))
                .endsWith("ago");
        assertThat(page.script("return document.getElementById('live').disabled"))
                .isEqualTo("false");
    }

    /** Three target durations and more: whoever is so far behind unwillingly is put at the edge. */
    private static void staysFor(CustomerPage page, Picture from, Duration time) {
        Instant since = Instant.now();
        Picture now =
                Awaitility.await()
                        .atMost(time.plusSeconds(10))
                        .pollInterval(Duration.ofMillis(500))
                        .until(
                                () -> page.pictures().getFirst(),
                                seen -> Instant.now().isAfter(since.plus(time)));
        double passed = Duration.between(since, Instant.now()).toMillis() / 1000.0;
        assertThat(now.position() - from.position())
                .as("it plays, and no faster than the clock")
                .isBetween(1.0, passed + 5);
        assertThat(now.badge()).isEqualTo("BEHIND");
    }

    private static void pausedAndOn(CustomerPage page) {
        page.press(" ");
        Picture paused = page.await("a pause", PATIENCE, Picture::paused);
        Instant since = Instant.now();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> Instant.now().isAfter(since.plusSeconds(6)));
        page.press(" ");
        page.awaitMotion(1, PATIENCE);
        assertThat(page.pictures().getFirst().position())
                .as("on where it was stopped")
                .isBetween(paused.position(), paused.position() + 5);
    }

    private static void backToLive(CustomerPage page) {
        page.click("#live");
        page.await("it is live", PATIENCE, seen -> seen.badge().equals("LIVE"));
        page.awaitMotion(1, PATIENCE);
        Awaitility.await("nothing to come back to")
                .atMost(PATIENCE)
                .until(
                        () -> page.script("return document.getElementById('live').disabled"),
                        disabled -> disabled.equals("true"));
    }

    private void inOtherLanguages(URI media) {
        for (String language : List.of("ru", "cs")) {
            try (var server = new LocalPage(media, language);
                    CustomerPage page = CustomerPage.in(language)) {
                page.open(server.address());
                page.awaitMotion(1, PATIENCE);
                Awaitility.await().atMost(PATIENCE).until(() -> shown(page, "timeline"));
                page.press(Keys.ARROW_LEFT);
                page.awaitMotion(1, PATIENCE);
                gallery.take(page, "behind", language, Look.light());
            }
        }
    }

    private static boolean shown(CustomerPage page, String id) {
        return page.script("return document.getElementById('" + id + "').hidden").equals("false");
    }
}
