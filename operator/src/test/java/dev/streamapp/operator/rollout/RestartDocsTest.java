package dev.streamapp.operator.rollout;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.Exposure;
import dev.streamapp.crds.LiveStreamSpec;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.IngestProtocol;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.packager.Heard;
import dev.streamapp.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** docs/operator.md names the fields whose change starts the pod anew. */
class RestartDocsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-zA-Z.]+)` \\| (.+) \\|$");

    /** An edit for each field. */
    private static final Map<String, String> EDITS =
            Map.ofEntries(
                    entry("title", "{title: Bench, ingest: {srt: {}}}"),
                    entry("suspend", "{suspend: true, ingest: {srt: {}}}"),
                    entry("ingest", "{ingest: {srt: {latency: 1s}}}"),
                    entry("ingest.srt.port", "{ingest: {srt: {port: 10077}}}"),
                    entry("hls", "{ingest: {srt: {}}, hls: {window: 12}}"),
                    entry("reconnectWindow", "{ingest: {srt: {}}, reconnectWindow: 5m}"),
                    entry("recording", "{ingest: {srt: {}}, recording: {enabled: true}}"),
                    entry("storage", "{ingest: {srt: {}}, storage: {size: 2Gi}}"),
                    entry("exposure", "{ingest: {srt: {}}, exposure: {type: ClusterIP}}"),
                    entry("resources", "{ingest: {srt: {}}, resources: {limits: {cpu: '1'}}}"),
                    entry("scheduling", "{ingest: {srt: {}}, scheduling: {nodeSelector: {a: b}}}"));

    @Test
    @DisplayName("each field is in the table, with what its change really does")
    void table() throws IOException {
        Map<String, String> said = rows();
        assertThat(said.keySet()).isEqualTo(EDITS.keySet());

        EDITS.forEach((field, spec) ->
                assertThat(template(spec).equals(template("{ingest: {srt: {}}}")))
                        .as(field + " goes on")
                        .isEqualTo(!said.get(field).startsWith("starts anew")));
    }

    @Test
    @DisplayName("no field of the spec is missing")
    void complete() throws IOException {
        assertThat(rows().keySet())
                .containsAll(
                        Arrays.stream(LiveStreamSpec.class.getRecordComponents())
                                .map(RecordComponent::getName)
                                .toList());
    }

    private static Map<String, String> rows() throws IOException {
        String text = Files.readString(Path.of("../docs/operator.md"));
        String table = text.substring(text.indexOf("| field of"), text.indexOf("What only"));
        return ROW.matcher(table)
                .results()
                .collect(Collectors.toMap(row -> row.group(1), (MatchResult row) -> row.group(2)));
    }

    private static PodTemplateSpec template(String spec) {
        var stream = Samples.stream(spec);
        Exposure.Type exposure =
                Optional.ofNullable(stream.getSpec().exposure().type())
                        .orElse(Exposure.Type.NodePort);
        Deployment made =
                Rollout.of(
                                new Blueprint(
                                        stream,
                                        Samples.settings(),
                                        new Blueprint.Door(
                                                exposure,
                                                IngestProtocol.of(stream.getSpec().ingest()),
                                                10042)),
                                new Evidence(
                                        false,
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        new Heard.NotYet()),
                                Instant.EPOCH)
                        .deployment();
        return made.getSpec().getTemplate();
    }
}
