package dev.streamapp.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.Exposure;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.IngestProtocol;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.packager.Heard;
import dev.streamapp.operator.packager.PackagerReport;
import dev.streamapp.operator.packager.PackagerReport.State;
import dev.streamapp.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String SRT = "{ingest: {srt: {}}}";
    private static final String NEW = "example.org/packager:2";
    private static final String RUNNING =
            """
            metadata: {name: cam-0, creationTimestamp: "2026-01-01T00:00:00Z"}
            status:
              phase: Running
              containerStatuses:
              - {name: packager, ready: %s, state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
            """;

    private LiveStream stream = Samples.stream(SRT);
    private Exposure.Type exposure = Exposure.Type.NodePort;
    private int port = 10042;
    private Map<String, String> settings = Map.of();
    private Optional<Deployment> there = Optional.of(decide(Optional.empty()).deployment());
    private Optional<Pod> pod = pod(true);
    private Heard heard = said(State.OnAir, "2026-01-01T00:00:00Z");

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"OnAir", "Reconnecting"})
    @DisplayName("a new image waits while somebody publishes, and says so")
    void waits(State state) {
        heard = said(state, "2026-01-01T00:00:00Z");
        settings = Map.of("PACKAGER_IMAGE", NEW);

        var decision = decide();

        assertThat(template(decision)).isEqualTo(there.orElseThrow().getSpec().getTemplate());
        assertThat(decision.pending().reason()).isEqualTo("OnAir");
        assertThat(decision.pending().due()).isNull();
        assertThat(decision.pending().message())
                .isEqualTo(
                        "Image example.org/packager:2 waits until nobody has published for 60 s, so that nobody is interrupted. To have it now: kubectl annotate live cam -n studio --overwrite streamapp.dev/restart=\"$(date)\".");
    }

    @Test
    @DisplayName("it comes 60 s after the stream went off air")
    void comesWhenIdle() {
        settings = Map.of("PACKAGER_IMAGE", NEW);
        heard = said(State.Waiting, "2026-01-01T11:59:01Z");
        assertThat(decide().pending().reason()).isEqualTo("JustOffAir");
        assertThat(decide().pending().due()).isEqualTo("2026-01-01T12:00:01Z");
        assertThat(image(decide())).isEqualTo("example.org/packager:1");

        heard = said(State.Waiting, "2026-01-01T11:59:00Z");

        assertThat(decide().pending()).isNull();
        assertThat(image(decide())).isEqualTo(NEW);
    }

    @Test
    @DisplayName("as long as a packager that is well has not been heard, it counts as on air")
    void unheard() {
        settings = Map.of("PACKAGER_IMAGE", NEW);
        heard = new Heard.NotYet();
        assertThat(image(decide())).isEqualTo("example.org/packager:1");
        heard = new Heard.Silent();
        assertThat(image(decide())).isEqualTo("example.org/packager:1");
    }

    @Test
    @DisplayName("a pod that cannot work, or is not there, is replaced at once")
    void nothingToLose() {
        settings = Map.of("PACKAGER_IMAGE", NEW);
        heard = said(State.Failing, "2026-01-01T11:59:59Z");
        assertThat(image(decide())).isEqualTo(NEW);
        heard = new Heard.Silent();
        pod = pod(false);
        assertThat(image(decide())).isEqualTo(NEW);
        pod = Optional.empty();
        assertThat(image(decide())).isEqualTo(NEW);
    }

    @Test
    @DisplayName("an edit of the spec acts at once, and takes what waited along")
    void edit() {
        settings = Map.of("PACKAGER_IMAGE", NEW);
        stream = Samples.stream("{ingest: {srt: {latency: 1s}}}");

        assertThat(decide().pending()).isNull();
        assertThat(image(decide())).isEqualTo(NEW);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{title: Bench 1, ingest: {srt: {}}}",
                "{ingest: {srt: {port: 10077}}}",
                "{ingest: {srt: {}}, storage: {size: 2Gi}}",
                "{ingest: {srt: {}}, exposure: {type: ClusterIP}}"
            })
    @DisplayName("an edit that does not reach the pod makes nothing happen that waits")
    void editBesideThePod(String spec) {
        stream = Samples.stream(spec);
        assertThat(decide().pending()).isNull();
        assertThat(template(decide())).isEqualTo(there.orElseThrow().getSpec().getTemplate());

        settings = Map.of("PACKAGER_IMAGE", NEW);
        assertThat(image(decide())).isEqualTo("example.org/packager:1");
    }

    @Test
    @DisplayName("a larger volume acts at once where recordings may fill a share of it")
    void roomForRecordings() {
        stream = Samples.stream("{ingest: {srt: {}}, recording: {enabled: true}}");
        there = Optional.of(decide(Optional.empty()).deployment());
        stream =
                Samples.stream(
                        "{ingest: {srt: {}}, recording: {enabled: true}, storage: {size: 40Gi}}");

        assertThat(decide().pending()).isNull();
        assertThat(template(decide())).isNotEqualTo(there.orElseThrow().getSpec().getTemplate());
    }

    @Test
    @DisplayName("what an older operator noted of a stream that records is no edit of its volume")
    void notedByAnOlderOperator() {
        stream =
                Samples.stream(
                        "{ingest: {srt: {}}, recording: {enabled: true}, storage: {size: 40Gi}}");
        Deployment made = decide(Optional.empty()).deployment();
        there =
                Optional.of(
                        made.edit()
                                .editMetadata()
                                .addToAnnotations(
                                        "streamapp.dev/pod-spec",
                                        made.getMetadata()
                                                .getAnnotations()
                                                .get("streamapp.dev/pod-spec")
                                                .replaceFirst(",\"storage\":\\{[^}]*}", ""))
                                .endMetadata()
                                .build());
        settings = Map.of("PACKAGER_IMAGE", NEW);

        assertThat(decide().pending().reason()).isEqualTo("OnAir");
    }

    @Test
    @DisplayName("another port of the node acts at once, one that was refused makes nothing happen")
    void portOfTheNode() {
        exposure = Exposure.Type.HostPort;
        stream = Samples.stream("{ingest: {srt: {}}, exposure: {type: HostPort}}");
        there = Optional.of(decide(Optional.empty()).deployment());
        settings = Map.of("PACKAGER_IMAGE", NEW);
        stream = Samples.stream("{ingest: {srt: {port: 10077}}, exposure: {type: HostPort}}");

        assertThat(decide().pending().reason()).isEqualTo("OnAir");
        assertThat(template(decide())).isEqualTo(there.orElseThrow().getSpec().getTemplate());

        port = 10077;
        assertThat(decide().pending()).isNull();
        assertThat(image(decide())).isEqualTo(NEW);
    }

    @Test
    @DisplayName("suspending and resuming take it along")
    void suspended() {
        settings = Map.of("PACKAGER_IMAGE", NEW);
        stream = Samples.stream("{suspend: true, ingest: {srt: {}}}");
        there = Optional.of(decide().deployment());
        assertThat(image(decide())).isEqualTo(NEW);

        settings = Map.of("PACKAGER_IMAGE", "example.org/packager:3");
        stream = Samples.stream(SRT);
        assertThat(image(decide())).isEqualTo("example.org/packager:3");
    }

    @Test
    @DisplayName("a stopped stream that served its recordings is back at once")
    void resumed() {
        stream = Samples.stream("{suspend: true, ingest: {srt: {}}, recording: {enabled: true}}");
        there = Optional.of(decide().deployment());

        stream = Samples.stream("{ingest: {srt: {}}, recording: {enabled: true}}");

        assertThat(decide().pending()).isNull();
        assertThat(template(decide())).isNotEqualTo(there.orElseThrow().getSpec().getTemplate());
    }

    @Test
    @DisplayName("each new value of the annotation starts the pod anew; its removal does not")
    void restart() {
        settings = Map.of("PACKAGER_IMAGE", NEW, "PACKAGER_UPDATE_POLICY", "Manual");
        assertThat(decide().pending().reason()).isEqualTo("Manual");
        assertThat(decide().pending().message()).contains("waits to be asked for");

        stream.getMetadata().setAnnotations(Map.of(Rollout.RESTART, "today"));

        assertThat(image(decide())).isEqualTo(NEW);
        assertThat(template(decide()).getMetadata().getAnnotations())
                .containsEntry(Rollout.RESTART, "today");
        there = Optional.of(decide().deployment());
        stream.getMetadata().setAnnotations(Map.of());
        assertThat(decide().deployment()).isEqualTo(there.orElseThrow());
    }

    @Test
    @DisplayName("the administrator may have it at once, or only when asked for")
    void policies() {
        settings = Map.of("PACKAGER_IMAGE", NEW, "PACKAGER_UPDATE_POLICY", "Immediate");
        assertThat(image(decide())).isEqualTo(NEW);

        heard = said(State.Waiting, "2026-01-01T00:00:00Z");
        settings = Map.of("PACKAGER_IMAGE", NEW, "PACKAGER_UPDATE_POLICY", "Manual");
        assertThat(image(decide())).isEqualTo("example.org/packager:1");
    }

    @Test
    @DisplayName("a newer operator that makes the same spec's pod differently waits, too")
    void newOperator() {
        there.orElseThrow().getSpec().getTemplate().getSpec().setTerminationGracePeriodSeconds(7L);
        mark("streamapp.dev/pod-template", "made by another version");
        // it did not know all of today's fields
        mark("streamapp.dev/pod-spec", "{\"ingest\":{\"srt\":{\"latency\":\"200ms\"}}}");

        assertThat(decide().pending().message()).startsWith("A change of the installation's");
        assertThat(template(decide())).isEqualTo(there.orElseThrow().getSpec().getTemplate());
        assertThat(decide().deployment().getMetadata().getAnnotations())
                .containsEntry("streamapp.dev/pod-template", "made by another version");
    }

    @Test
    @DisplayName("what somebody changed in the running pod's template is put right at once")
    void tampering() {
        there = Optional.of(Serialization.clone(there.orElseThrow()));
        there.orElseThrow()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .setImage("evil");

        assertThat(image(decide())).isEqualTo("example.org/packager:1");
    }

    private void mark(String annotation, String value) {
        there.orElseThrow().getMetadata().getAnnotations().put(annotation, value);
    }

    private Rollout.Decision decide() {
        return decide(there);
    }

    private Rollout.Decision decide(Optional<Deployment> existing) {
        var door = new Blueprint.Door(exposure, IngestProtocol.of(stream.getSpec().ingest()), port);
        return Rollout.of(
                new Blueprint(stream, Samples.settings(settings), door),
                new Evidence(
                        stream.getSpec().suspend(),
                        existing,
                        pod,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        heard),
                NOW);
    }

    private static io.fabric8.kubernetes.api.model.PodTemplateSpec template(
            Rollout.Decision decision) {
        return decision.deployment().getSpec().getTemplate();
    }

    private static String image(Rollout.Decision decision) {
        return template(decision).getSpec().getContainers().getFirst().getImage();
    }

    private static Optional<Pod> pod(boolean ready) {
        return Optional.of(Serialization.unmarshal("---\n" + RUNNING.formatted(ready), Pod.class));
    }

    private static Heard said(State state, String since) {
        return new Heard.Said(
                new PackagerReport(state, since, null, true, null, null, List.of(), List.of()));
    }
}
