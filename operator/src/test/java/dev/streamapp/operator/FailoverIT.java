package dev.streamapp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.operator.testing.Cluster;
import dev.streamapp.operator.testing.OperatorProcess;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KubeApi.class)
class FailoverIT {

    private static final String SRT = "{ingest: {srt: {}}}";
    private static final String LEASE = "streamapp-failover";

    @Test
    @DisplayName("of two operators one acts; killed, it is succeeded in 20 s, ended, at once")
    void failover(KubernetesClient admin) throws Exception {
        try (var cluster = new Cluster(admin, Map.of())) {
            cluster.stopOperator();
            var settings = cluster.operatorEnvironment();
            settings.put("LEADER_LEASE", LEASE);
            String ns = cluster.namespace("failover");
            try (var a = new OperatorProcess("operator-a", settings);
                    var b = new OperatorProcess("operator-b", settings)) {
                a.awaitReady();
                b.awaitReady();
                cluster.apply(ns, "one", SRT);
                String before = version(cluster, ns);
                OperatorProcess leader = leader(admin, a, b);
                OperatorProcess next = leader == a ? b : a;

                leader.kill();
                Instant killed = Instant.now();
                cluster.apply(ns, "two", SRT);
                cluster.awaitThere(Deployment.class, ns, "two");
                assertThat(Duration.between(killed, Instant.now()))
                        .isLessThan(Duration.ofSeconds(20));
                assertThat(leader(admin, a, b)).isSameAs(next);
                assertThat(version(cluster, ns)).as("a stream nobody touched").isEqualTo(before);

                endedIsSucceededAtOnce(cluster, ns, next, settings);
            }
        }
    }

    private static void endedIsSucceededAtOnce(
            Cluster cluster, String ns, OperatorProcess leader, Map<String, String> settings)
            throws IOException, InterruptedException {
        try (var c = new OperatorProcess("operator-c", settings)) {
            c.awaitReady();
            leader.end();
            Instant ended = Instant.now();
            await().until(() -> holder(cluster.admin).equals(c.name()));
            // a lease that has to run out takes twelve
            assertThat(Duration.between(ended, Instant.now())).isLessThan(Duration.ofSeconds(8));
            cluster.apply(ns, "three", SRT);
            cluster.awaitThere(Deployment.class, ns, "three");
        }
    }

    private static String version(Cluster cluster, String ns) {
        return cluster.awaitThere(Deployment.class, ns, "one").getMetadata().getResourceVersion();
    }

    private static OperatorProcess leader(
            KubernetesClient admin, OperatorProcess a, OperatorProcess b) {
        String holder = await().until(() -> holder(admin), name -> !name.isEmpty());
        return holder.equals(a.name()) ? a : b;
    }

    private static String holder(KubernetesClient admin) {
        return admin.leases()
                .inNamespace("streamapp")
                .withName(LEASE)
                .get()
                .getSpec()
                .getHolderIdentity();
    }
}
