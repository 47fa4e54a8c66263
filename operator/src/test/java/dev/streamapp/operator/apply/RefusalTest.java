package dev.streamapp.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.operator.observe.Problem;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the API server says to a write")
class RefusalTest {

    private static final HasMetadata SERVICE =
            new ServiceBuilder().withNewMetadata().withName("cam-ingest").endMetadata().build();
    private static final HasMetadata CLAIM =
            new PersistentVolumeClaimBuilder()
                    .withNewMetadata()
                    .withName("cam-data")
                    .endMetadata()
                    .build();

    private static KubernetesClientException answer(int code, String message) {
        var status = new StatusBuilder().withCode(code).withMessage(message).build();
        return new KubernetesClientException(message, code, status);
    }

    @Test
    @DisplayName("no address for another Service, an internal error to it, is told to the user")
    void rangeIsFull() {
        var answer =
                answer(
                        500,
                        "Internal error occurred: failed to allocate a serviceIP: range is full");
        assertThat(Refusal.of(SERVICE, answer)).map(Problem::reason).contains("NoServiceAddress");
        assertThat(Refusal.of(CLAIM, answer)).as("of a volume").isEmpty();
    }

    @Test
    @DisplayName("what is over by itself is tried again without a word")
    void passing() {
        assertThat(Refusal.of(SERVICE, answer(500, "etcdserver: leader changed"))).isEmpty();
        assertThat(Refusal.of(SERVICE, answer(429, "too many requests"))).isEmpty();
    }
}
