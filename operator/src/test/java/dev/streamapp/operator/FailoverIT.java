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

    /**
     * The lease runs out after 12 s, and it can take more than 4 s until that is seen. The
     * successor then looks at each stream that other tests left; on a busy machine all of it is
     * slow.
     */
    private static final Duration SUCCEEDED_WITHIN = Duration.ofSeconds(45);

    @Test
    @DisplayName(
            "of two operators one acts; killed, it is succeeded once its lease has run out, ended, at once")
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
                Duration waited = Duration.between(killed, Instant.now());
                System.out.printf(
                        "failover: a killed operator is succeeded after %d ms%n",
                        waited.toMillis());
                assertThat(waited).isLessThan(SUCCEEDED_WITHIN);
                assertThat(leader(admin, a, b)).isSameAs(next);
                assertThat(version(cluster, ns)).as("a stream nobody touched").isEqualTo(before);

                endedIsSucceededAtOnce(cluster, ns, next, settings);
            }
        }
    }

    private static void endedIsSucceededAtOnce(
            Cluster cluster, String ns, OperatorProcess leader, Map<String, String> settings)
            throws IOException {
        try (var c = new OperatorProcess("operator-c", settings)) {
            c.awaitReady();
            leader.end();
            assertThat(holder(cluster.admin))
                    .as("a lease that nobody has to wait for")
                    .isNotEqualTo(leader.name());
            await().until(() -> holder(cluster.admin).equals(c.name()));
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
