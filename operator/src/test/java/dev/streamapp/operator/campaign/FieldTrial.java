package dev.streamapp.operator.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.CampaignReport;
import dev.streamapp.operator.testing.Cluster;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Tries values of one field on one stream that is on air. */
final class FieldTrial {

    private static final String STREAM = "cam";
    private static final String ON_AIR =
            """
            {"state":"OnAir","since":"2026-01-01T00:00:05Z","onAirSince":"2026-01-01T00:00:05Z","listening":true,
            "media":{"bitrate":2500000,
            "video":{"codec":"avc1.64001f","format":"H.264","width":1280,"height":720,"frameRate":25.0,"keyFrameInterval":1.0}},"problems":[]}
            """;

    private final Cluster cluster;
    private final Inventory inventory;
    private final CampaignReport report;
    private final String namespace;
    private final Field field;
    private final FieldCases said;

    FieldTrial(
            Cluster cluster,
            Inventory inventory,
            CampaignReport report,
            String namespace,
            Field field,
            FieldCases said) {
        this.cluster = cluster;
        this.inventory = inventory;
        this.report = report;
        this.namespace = cluster.namespace(namespace);
        this.field = field;
        this.said = said;
        cluster.packagers.say(namespace, STREAM, ON_AIR);
    }

    /** Seen; unset it is gone again; asked for once more it is as it was. */
    void valid(Object value) {
        TreeMap<String, String> unset = onAir(said.in());
        Map<String, Object> spec = said.with(field.path(), value);
        TreeMap<String, String> seen = edit(spec);
        assertThat(seen.equals(unset))
                .as("%s: %s is seen in no child and not in the status", field.path(), value)
                .isEqualTo(said.unseen() != null);
        report.passed("valid");
        if (said.stays() != null) {
            assertThat(edit(said.in())).as("kept, as " + said.stays()).isEqualTo(seen);
        } else {
            assertThat(edit(said.in())).as("%s unset", field.path()).isEqualTo(unset);
            report.passed("unset");
            assertThat(edit(spec)).as("%s: %s again", field.path(), value).isEqualTo(seen);
            report.passed("changed back");
        }
        edit(said.in());
    }

    /** Seen, and from then on what it is. */
    void fixed(Object value) {
        TreeMap<String, String> seen = onAir(said.with(field.path(), value));
        assertThat(String.join("\n", seen.values())).contains(value.toString());
        report.passed("valid");
        refused(said.in(), said.fixed());
        report.passed("unset");
    }

    /**
     * A refused edit touches nothing, and the last good spec is as good as before.
     *
     * @param good the last good spec
     */
    void refusals(Map<String, Object> good) {
        TreeMap<String, String> before = onAir(good);
        DeploymentSpec running = deployment().getSpec();
        field.wrongByType().forEach(value -> refused(said.with(field.path(), value), field.name()));
        said.wrong()
                .forEach((value, message) ->
                        refused(said.with(field.path(), field.value(value)), message));
        assertThat(look()).as("after edits that the API server refused").isEqualTo(before);
        said.refused()
                .forEach((value, condition) -> {
                    complained(field.value(value), condition);
                    assertThat(deployment().getSpec())
                            .as("%s would have taken the stream off air", value)
                            .isEqualTo(running);
                    assertThat(edit(good)).as("after " + value).isEqualTo(before);
                });
    }

    private void refused(Map<String, Object> spec, String message) {
        var refusal = catchThrowableOfType(KubernetesClientException.class, () -> apply(spec));
        assertThat(refusal).as("taken: %s", spec).isNotNull();
        assertThat(refusal.getCode()).as(refusal.getMessage()).isIn(400, 422, 500);
        assertThat(refusal.getMessage()).contains(message);
        report.passed("refused by the API server");
    }

    private void complained(Object value, String condition) {
        String[] parts = condition.split("/");
        apply(said.with(field.path(), value));
        var told = cluster.awaitCondition(namespace, STREAM, parts[0], "False", parts[1]);
        assertThat(told.message()).hasSizeGreaterThan(30);
        report.passed("refused by the operator");
    }

    private TreeMap<String, String> onAir(Map<String, Object> spec) {
        apply(spec);
        cluster.podRuns(namespace, STREAM);
        cluster.awaitCondition(namespace, STREAM, "Ingesting", "True", "OnAir");
        return edit(spec);
    }

    /** How the stream stands when the operator is done with this spec. */
    private TreeMap<String, String> edit(Map<String, Object> spec) {
        long generation = apply(spec).getMetadata().getGeneration();
        cluster.awaitStatus(namespace, STREAM, status -> status.observedGeneration() == generation);
        return await().during(Duration.ofMillis(300)).until(new Still()::look, Still::isStill).last;
    }

    /** Looks again and again until twice the same was seen. */
    private final class Still {
        private TreeMap<String, String> last = new TreeMap<>();
        private boolean same;

        private Still look() {
            TreeMap<String, String> now = FieldTrial.this.look();
            same = now.equals(last);
            last = now;
            return this;
        }

        private boolean isStill() {
            return same;
        }
    }

    private TreeMap<String, String> look() {
        return Snapshot.withPort(cluster.admin, inventory, namespace);
    }

    private Deployment deployment() {
        return cluster.awaitThere(Deployment.class, namespace, STREAM);
    }

    private GenericKubernetesResource apply(Map<String, Object> spec) {
        GenericKubernetesResource stream =
                Serialization.unmarshal(
                        """
                        apiVersion: streamapp.dev/v1alpha1
                        kind: LiveStream
                        metadata: {name: %s, namespace: %s}
                        """
                                .formatted(STREAM, namespace),
                        GenericKubernetesResource.class);
        stream.setAdditionalProperty("spec", spec);
        return cluster.admin.resource(stream).forceConflicts().serverSideApply();
    }
}
