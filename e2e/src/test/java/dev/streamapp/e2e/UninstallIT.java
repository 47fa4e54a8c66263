package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.e2e.cluster.Cluster;
import dev.streamapp.e2e.cluster.Installation;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.Streams;
import dev.streamapp.e2e.cluster.TestStream;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(value = Processors.LOCK, mode = ResourceAccessMode.READ)
@DisplayName("Uninstalling")
class UninstallIT {
    @Test
    @DisplayName("leaves what the chart's notes say and nothing else; streams go on as they are")
    void uninstall() {
        try (Cluster cluster = Cluster.connect()) {
            Installation installation = Installation.in(cluster);
            if (installation.ours()) {
                removeOurs(cluster, installation);
            } else {
                removeSecond(cluster, Installation.second(cluster));
            }
        }
    }

    /**
     * The tests' own release: with a stream in it, and afterwards all that the notes say can be
     * removed.
     */
    private static void removeOurs(Cluster cluster, Installation installation) {
        var streams = new Streams(cluster, installation.streamNamespace());
        TestStream stream = streams.create("stays", LiveStreamSpec.defaults()).ready();
        String pod = stream.pod().getMetadata().getUid();

        installation.uninstall(cluster);

        leavesOnly(
                cluster,
                installation,
                "customresourcedefinition.apiextensions.k8s.io/livestreams.streamapp.dev",
                "namespace/" + installation.streamNamespace());
        assertThat(cluster.kubectl("get", "crd/livestreams.streamapp.dev", "-o", "name"))
                .contains("livestreams.streamapp.dev");
        assertThat(stream.pod().getMetadata().getUid()).as("the stream's pod").isEqualTo(pod);

        stream.delete();
        Awaitility.await("the cluster removes the stream's children without the operator")
                .atMost(Duration.ofSeconds(90))
                .until(() -> stream.children().isEmpty());
        for (String namespace : List.of(installation.streamNamespace(), installation.namespace())) {
            cluster.kubectl("delete", "namespace", namespace, "--timeout=90s");
        }
        cluster.kubectl("delete", "crd", "livestreams.streamapp.dev", "--timeout=60s");
        // of other tests' too, which may be on their way out
        Awaitility.await("nothing of it is left")
                .atMost(Duration.ofSeconds(90))
                .until(() ->
                        !cluster.kubectl("get", "namespaces,crds", "-o", "name")
                                .contains("streamapp"));
    }

    /** Helm does not wait for the pods of what it deletes, so these may take a moment. */
    private static void leavesOnly(Cluster cluster, Installation removed, String... names) {
        Awaitility.await("only what the notes say is left of " + removed.release())
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(
                                        cluster.labelled(
                                                "app.kubernetes.io/instance=" + removed.release()))
                                .isSubsetOf(names));
    }

    /** Somebody else's release stays; one beside it, for a namespace of its own, is removed. */
    private static void removeSecond(Cluster cluster, Installation second) {
        second.uninstall(cluster);
        leavesOnly(cluster, second, "namespace/" + second.streamNamespace());
        cluster.kubectl("delete", "namespace", second.streamNamespace(), "--timeout=90s");
        cluster.kubectl("delete", "namespace", second.namespace(), "--timeout=90s");
    }
}
