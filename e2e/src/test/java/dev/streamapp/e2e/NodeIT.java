package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Command;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("all streams are on the node")
@EnabledIfSystemProperty(named = "campaign", matches = "full")
@ExtendWith(SceneExtension.class)
@DisplayName("The node of a stream has its troubles")
class NodeIT {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(30);

    @Test
    @DisplayName(
            "its kubelet is stopped for 30 seconds: who watches does not notice, and what is asked for meanwhile is ready when it is back")
    void kubelet(Scene scene) {
        Cluster cluster = scene.stage().cluster();
        var watched = Watched.start(scene, "kubelet");
        TestStream stream = watched.stream();
        Pod pod = stream.pod();
        String run = watched.newestRun();
        Command.Result stopped = cluster.kubelet("stop");
        assumeThat(stopped.status()).as(stopped.output()).isZero();
        TestStream late;
        try {
            Instant back = Instant.now().plus(AWAY);
            late = scene.stream("late", LiveStreamSpec.defaults());
            Awaitility.await(AWAY + " without a kubelet")
                    .atMost(AWAY.plusSeconds(10))
                    .until(() -> Instant.now().isAfter(back));
            watched.viewer().showsPictureCapturedAfter(Instant.now(), Duration.ofSeconds(10));
        } finally {
            cluster.kubelet("start").orFail();
        }
        late.awaitCondition("Ready", "True", MINUTE);
        assertThat(stream.status().path("phase").asText()).isEqualTo("Running");
        assertThat(watched.newestRun()).as("no interruption").isEqualTo(run);
        assertThat(stream.pod().getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid());
        assertThat(stream.pod().getStatus().getContainerStatuses())
                .allMatch(container -> container.getRestartCount() == 0);
        watched.finish();
    }

    @Test
    @DisplayName("it is drained, of operator and streams, and uncordoned: the page plays again")
    void drain(Scene scene) {
        Cluster cluster = scene.stage().cluster();
        var watched = Watched.start(scene, "drain");
        TestStream stream = watched.stream();
        Pod pod = stream.pod();
        String node = pod.getSpec().getNodeName();
        String run = watched.newestRun();
        try {
            assertThat(
                            cluster.kubectl(
                                    "drain",
                                    node,
                                    "--pod-selector=app.kubernetes.io/part-of=streamapp",
                                    "--ignore-daemonsets",
                                    "--delete-emptydir-data",
                                    "--timeout=60s"))
                    .contains("drained");
        } finally {
            cluster.kubectl("uncordon", node);
        }
        stream.awaitPodAfter(pod, MINUTE);
        watched.playsAgainAfter(run, Instant.now(), MINUTE);
        watched.finish();
    }
}
