package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.SmallVolume;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.monitoring.Alert;
import dev.streamapp.e2e.monitoring.Prometheus;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@EnabledIfSystemProperty(named = "campaign", matches = "full")
@ExtendWith(SceneExtension.class)
@ResourceLock(value = Processors.LOCK, mode = ResourceAccessMode.READ)
@DisplayName("A real Prometheus with the chart's rules")
class AlertsIT {
    private static final String AWAY = "StreamAppPublisherAway";
    private static final String FULL = "StreamAppStorageNearlyFull";
    private static final String FAILED = "StreamAppStreamFailed";

    /** What the rules wait for, and a minute until it is seen. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final Duration SEEN = Duration.ofMinutes(1);

    @Test
    @DisplayName(
            "calls for a publisher that was killed and a volume that is full, and is quiet before and afterwards")
    void alerts(Scene scene) throws IOException {
        Cluster cluster = scene.stage().cluster();
        Path directory = scene.stage().directory().resolve("alerts");
        SmallVolume small = scene.smallVolume("alerts");
        TestStream killed = scene.stream("killed", LiveStreamSpec.defaults()).ready();
        TestStream full =
                scene.stream("full", LiveStreamSpec.defaults().withStorage(small.storage()))
                        .ready();
        Publisher camera = scene.publisher(killed, Source.small());
        camera.start();
        scene.publisher(full, Source.small()).start();
        scene.viewer(killed);
        killed.awaitPhase("Running", SEEN);
        full.awaitPhase("Running", SEEN);

        try (var prometheus = new Prometheus(cluster, directory)) {
            String targets = "up{namespace=\"%s\"}".formatted(killed.namespace());
            Awaitility.await("Prometheus to find the streams")
                    .atMost(SEEN)
                    .until(() -> !prometheus.query(targets).isEmpty());
            assumeThat(prometheus.query(targets + " == 1"))
                    .as("pods of the cluster answer to this machine")
                    .isNotEmpty();
            Awaitility.await("figures of both streams, and of the volume")
                    .atMost(SEEN)
                    .until(() ->
                            prometheus.query("streamapp_publisher_connected == 1").size() >= 2
                                    && !prometheus.query(roomOf(full)).isEmpty());
            assertThat(of(prometheus, killed)).isEmpty();
            assertThat(of(prometheus, full)).isEmpty();

            Instant broken = Instant.now();
            camera.vanish();
            small.fill();
            fires(prometheus, AWAY, killed.name(), broken);
            fires(prometheus, FULL, full.name() + "-data", broken);
            fires(prometheus, FAILED, "", broken);

            Instant mended = Instant.now();
            camera.start();
            small.empty();
            Awaitility.await("no alert about what is mended")
                    .atMost(Duration.ofMinutes(2))
                    .until(() ->
                            of(prometheus, killed).isEmpty()
                                    && of(prometheus, full).isEmpty()
                                    && ofName(prometheus, FAILED).isEmpty());
            say("all quiet", mended);
            showsFigures(prometheus, "streams.json");
        }
    }

    private static String roomOf(TestStream stream) {
        return "kubelet_volume_stats_available_bytes{persistentvolumeclaim=\"%s-data\"}"
                .formatted(stream.name());
    }

    private static void fires(Prometheus prometheus, String name, String about, Instant since) {
        Awaitility.await(name + " " + about)
                .atMost(PATIENCE)
                .until(() ->
                        ofName(prometheus, name).stream()
                                .anyMatch(
                                        alert -> alert.isFiring() && alert.about().equals(about)));
        say(name + " fires", since);
        assertThat(Cluster.root().resolve("docs/runbooks/" + name + ".md")).exists();
    }

    private static List<Alert> ofName(Prometheus prometheus, String name) {
        return prometheus.alerts().stream().filter(alert -> alert.name().equals(name)).toList();
    }

    private static List<Alert> of(Prometheus prometheus, TestStream stream) {
        return prometheus.alerts().stream()
                .filter(alert -> alert.about().startsWith(stream.name()))
                .toList();
    }

    private static void say(String what, Instant since) {
        System.out.printf(
                "%s after %d s%n", what, Duration.between(since, Instant.now()).toSeconds());
    }

    /** Each panel of a dashboard has something to show of streams that are on air. */
    private static void showsFigures(Prometheus prometheus, String dashboard) throws IOException {
        JsonNode panels =
                new ObjectMapper()
                        .readTree(
                                Cluster.root()
                                        .resolve("helm/streamapp/dashboards/" + dashboard)
                                        .toFile())
                        .path("panels");
        var expressions =
                panels.valueStream()
                        .flatMap(panel -> panel.path("targets").valueStream())
                        .map(target -> target.path("expr").asText())
                        .toList();
        assertThat(expressions).as(dashboard).isNotEmpty();
        assertThat(expressions)
                .as("panels of " + dashboard)
                .allSatisfy(expression ->
                        assertThat(prometheus.query(filledIn(expression)))
                                .as(expression)
                                .isNotEmpty());
    }

    /** As Grafana does with "All" chosen. */
    private static String filledIn(String expression) {
        return expression
                .replace("$namespace", ".*")
                .replace("$stream", ".*")
                .replace("$__rate_interval", "1m");
    }
}
