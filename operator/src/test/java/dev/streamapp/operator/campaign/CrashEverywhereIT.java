package dev.streamapp.operator.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.streamapp.crds.CampaignReport;
import dev.streamapp.crds.KubeApi;
import dev.streamapp.operator.campaign.Disturbed.Write;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever happens to whichever write, the stream ends as it does when nothing happens. The writes
 * are not listed here: an undisturbed performance of the same play tells them.
 */
@ExtendWith(KubeApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Whatever happens to a write of the operator, the stream ends as if nothing had")
class CrashEverywhereIT {

    private static final int FIRST_PORT = 16_000;
    private static final int PORTS_EACH = 10;

    /** To see one case again: {@code -Dcase="watches cut: POST events"}. */
    private static final String ONLY = System.getProperty("case", "");

    private final CampaignReport report = new CampaignReport("crash-everywhere");
    private final AtomicInteger performances = new AtomicInteger();
    private KubernetesClient admin;
    private Inventory inventory;
    private Play.Performance undisturbed;

    /** One case. */
    record Case(Fault fault, Write write) {

        @Override
        public String toString() {
            return fault.description() + ": " + write;
        }
    }

    @BeforeAll
    void performUndisturbed(KubernetesClient administrator) throws Exception {
        admin = administrator;
        inventory = new Inventory(admin);
        undisturbed = perform(null, Map.of());
        assertThat(undisturbed.acts().get(Play.END).keySet())
                .as("what is left: the volume that is to be kept")
                .containsExactly("PersistentVolumeClaim/cam-data");
    }

    @AfterAll
    void tell() throws IOException {
        report.write();
    }

    Stream<Case> cases() {
        List<Write> writes = undisturbed.writes();
        return Stream.of(Fault.values())
                .flatMap(fault ->
                        (CampaignReport.FULL || !ONLY.isEmpty() ? writes : some(fault, writes))
                                .stream().map(write -> new Case(fault, write)))
                .filter(disturbance -> disturbance.toString().contains(ONLY));
    }

    /** A short selection takes each fault once, at writes spread over the play. */
    private static List<Write> some(Fault fault, List<Write> writes) {
        int last = writes.size() - 1;
        int write = last - fault.ordinal() * last / (Fault.values().length - 1);
        return List.of(writes.get(write));
    }

    @ParameterizedTest
    @MethodSource("cases")
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("nothing is created twice, orphaned or left hanging")
    void disturbed(Case disturbance) throws Exception {
        Play.Performance performance = perform(disturbance, undisturbed.acts());

        assertThat(performance.created())
                .as("objects that had each name, one after the other")
                .isEqualTo(undisturbed.created());
        assertThat(performance.writes().size())
                .as("writes")
                .isLessThan(2 * undisturbed.writes().size());
        report.passed(disturbance.fault().description());
    }

    private static void reached(Disturbed operator, Case disturbance) {
        assumeThat(operator.fired())
                .as("two statuses in quick succession can be one: %s", disturbance)
                .isTrue();
    }

    private Play.Performance perform(
            Case disturbance, Map<String, TreeMap<String, String>> expected) throws Exception {
        int number = performances.getAndIncrement();
        String namespace = "play-" + number;
        int port = FIRST_PORT + number * PORTS_EACH;
        try (var operator =
                new Disturbed(
                        admin,
                        namespace,
                        port + "-" + (port + PORTS_EACH - 1),
                        disturbance == null ? null : disturbance.write(),
                        disturbance == null ? null : disturbance.fault())) {
            operator.cluster.namespace(namespace);
            try (var stage = new Stage(admin, inventory, namespace)) {
                Play.Performance performance =
                        new Play(admin, stage, namespace, operator, expected).perform();
                if (disturbance != null) {
                    reached(operator, disturbance);
                }
                return performance;
            }
        } finally {
            inventory.children(namespace).stream()
                    .map((GenericKubernetesResource child) -> admin.resource(child))
                    .forEach(child -> child.delete());
        }
    }
}
