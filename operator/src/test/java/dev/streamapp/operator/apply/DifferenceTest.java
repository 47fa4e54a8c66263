package dev.streamapp.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.PackagerDeployment;
import dev.streamapp.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DifferenceTest {

    private static final String SPEC = "{ingest: {srt: {}}}";

    @Test
    @DisplayName("what the API server fills in and writes in its own way is no difference")
    void serversAdditions() {
        assertThat(
                        differsAfter(there -> {
                            there.getSpec().setProgressDeadlineSeconds(600);
                            there.getMetadata().setResourceVersion("7");
                            there.getMetadata().getLabels().put("added", "by somebody");
                            var packager = container(there);
                            packager.setTerminationMessagePath("/dev/termination-log");
                            packager.getResources()
                                    .setLimits(Map.of("memory", new Quantity("0.125Gi")));
                            there.getSpec().getTemplate().getSpec().setDnsPolicy("Any");
                        }))
                .isFalse();
    }

    @Test
    @DisplayName("what somebody changed or removed is a difference")
    void tampering() {
        assertThat(differsAfter(there -> there.getSpec().setReplicas(3))).isTrue();
        assertThat(differsAfter(there -> container(there).setImage("other"))).isTrue();
        assertThat(differsAfter(there -> container(there).getEnv().removeFirst())).isTrue();
        assertThat(differsAfter(there -> there.getMetadata().getLabels().clear())).isTrue();
        assertThat(differsAfter(there -> there.getMetadata().getOwnerReferences().clear()))
                .isTrue();
    }

    @Test
    @DisplayName("what is no longer asked for is a difference")
    void removal() {
        var before = Difference.sealed(deployment("{ingest: {srt: {}}}"));
        var after = Difference.sealed(deployment("{ingest: {srt: {encryption: None}}}"));

        assertThat(Difference.between(after, copy(before))).isTrue();
    }

    @Test
    @DisplayName("sealing twice is as good as once")
    void sealing() {
        var once = Difference.sealed(deployment(SPEC));
        var twice = Difference.sealed(Difference.sealed(deployment(SPEC)));

        assertThat(twice).isEqualTo(once);
    }

    private static boolean differsAfter(Consumer<Deployment> change) {
        var wanted = Difference.sealed(deployment(SPEC));
        var there = copy(wanted);
        change.accept(there);
        return Difference.between(wanted, there);
    }

    private static io.fabric8.kubernetes.api.model.Container container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    private static Deployment deployment(String spec) {
        return PackagerDeployment.build(
                new Blueprint(Samples.stream(spec), Samples.settings(), null));
    }

    private static Deployment copy(Deployment deployment) {
        return Serialization.clone(deployment);
    }
}
