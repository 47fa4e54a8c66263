package dev.streamapp.operator.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.CampaignReport;
import dev.streamapp.crds.KubeApi;
import dev.streamapp.operator.testing.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Walks the generated definition: a field without cases in {@code campaign/fields.yaml} fails. */
@ExtendWith(KubeApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Every field is seen where it counts, or refused with a message that helps")
class EveryFieldIT {

    private static final int TAKEN_PORT = 10399;

    private final CampaignReport report = CampaignReport.ofWhole("every-field");
    private Map<String, FieldCases> cases;
    private Map<String, Field> fields;
    private Inventory inventory;
    private Cluster cluster;

    @BeforeAll
    void start(KubernetesClient admin) throws IOException {
        inventory = new Inventory(admin);
        cases = FieldCases.all();
        fields = new TreeMap<>();
        Field.all().forEach(field -> fields.put(field.path(), field));
        cluster =
                new Cluster(
                        admin,
                        Map.of(
                                "EXPOSURE_ALLOWED", "NodePort,ClusterIP",
                                "INGEST_PORT_RANGE", "15000-15299",
                                "OPERATOR_NAMESPACE", "fields-system"));
        cluster.foreignNodePort(cluster.namespace("somebody"), TAKEN_PORT);
    }

    @AfterAll
    void stop() throws IOException {
        cluster.close();
        report.write();
    }

    @Test
    @DisplayName("every field of the definition has cases")
    void complete() {
        assertThat(fields.keySet())
                .as("fields without cases in campaign/fields.yaml")
                .allMatch(path -> FieldCases.keyOf(path, cases).isPresent());
    }

    Stream<String> tried() {
        return cases.keySet().stream().filter(key -> FieldCases.isOf(key, fields.keySet()));
    }

    @ParameterizedTest
    @EnabledIfSystemProperty(named = "campaign", matches = "full")
    @MethodSource
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("a field valid, at its bounds, wrong, unset and changed back")
    void tried(String path) throws IOException {
        FieldCases said = cases.get(path);
        Field field = Optional.ofNullable(fields.get(path)).orElseGet(() -> Field.branch(path));
        String namespace = "field-" + path.toLowerCase(Locale.ROOT).replace('.', '-');
        if (said.fixed() == null) {
            var trial = new FieldTrial(cluster, inventory, report, namespace, field, said);
            said.valid().forEach(trial::valid);
            trial.refusals(said.in());
            return;
        }
        for (int i = 0; i < said.valid().size(); i++) {
            var trial =
                    new FieldTrial(cluster, inventory, report, namespace + "-" + i, field, said);
            Object value = said.valid().get(i);
            trial.fixed(value);
            trial.refusals(said.with(path, value));
        }
    }
}
