package dev.streamapp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.operator.testing.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KubeApi.class)
class StreamOperatorIT {

    @Test
    @DisplayName("a closed operator leaves nothing running that keeps its process from ending")
    void ends(KubernetesClient admin) throws IOException {
        Set<Thread> before = threads();

        new Cluster(admin, Map.of("WATCH_NAMESPACES", "ends", "OPERATOR_NAMESPACE", "ends-system"))
                .close();

        await().pollInSameThread().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Predicate.not(Thread::isDaemon))
                .collect(Collectors.toSet());
    }
}
