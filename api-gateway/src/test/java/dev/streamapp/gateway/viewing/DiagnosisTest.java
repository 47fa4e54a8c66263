package dev.streamapp.gateway.viewing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.crds.LiveStream;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

    private static final Packagers.Answer GOOD =
            new Packagers.Answer(200, PlaylistFactsTest.PLAYLIST);

    private static LiveStream stream(String spec, String status) {
        return new KubernetesSerialization()
                .unmarshal(
                        """
                        {"apiVersion": "streamapp.dev/v1alpha1", "kind": "LiveStream",
                         "metadata": {"name": "bench-1"}, "spec": %s, "status": %s}
                        """
                                .formatted(spec, status),
                        LiveStream.class);
    }

    private static LiveStream running() {
        return stream(
                "{\"ingest\": {\"srt\": {}}}", "{\"phase\": \"Running\", \"conditions\": []}");
    }

    private static List<String> sentences(
            LiveStream stream, Packagers.Answer answer, PlaylistFacts playlist) {
        return Diagnosis.of(stream, answer, playlist).stream().map(Finding::sentence).toList();
    }

    private static PlaylistFacts at(String now) {
        return PlaylistFacts.of(PlaylistFactsTest.PLAYLIST, Instant.parse(now));
    }

    @Test
    @DisplayName("a fresh playlist of a running stream gives nothing to complain about")
    void well() {
        assertThat(sentences(running(), GOOD, at("2026-03-01T12:00:03Z"))).isEmpty();
    }

    @Test
    @DisplayName("a playlist that has not grown for three target durations stands still")
    void stale() {
        assertThat(sentences(running(), GOOD, at("2026-03-01T12:00:12.400Z")))
                .containsExactly("The newest part is 10.0 s old: the picture stands still.");
    }

    @Test
    @DisplayName("a playlist from the future tells of clocks that differ")
    void future() {
        assertThat(sentences(running(), GOOD, at("2026-03-01T11:59:00Z")))
                .singleElement()
                .asString()
                .contains("clocks of the nodes differ");
    }

    @Test
    @DisplayName("a stopped stream says how to start it, and nothing about its silent packager")
    void stopped() {
        var stream =
                stream(
                        "{\"suspend\": true, \"ingest\": {\"srt\": {}}}",
                        "{\"phase\": \"Stopped\", \"conditions\": []}");
        assertThat(sentences(stream, new Packagers.Answer(0, "refused"), null))
                .singleElement()
                .asString()
                .contains("\"action\":\"start\"");
    }

    @Test
    @DisplayName("a stream nobody publishes to says so, with what the operator's conditions say")
    void waiting() {
        var stream =
                stream(
                        "{\"ingest\": {\"srt\": {}}}",
                        """
                        {"phase": "Starting", "conditions": [
                          {"type": "Ready", "status": "True", "reason": "Listening", "message": "Publish to srt://x", "lastTransitionTime": "2026-03-01T12:00:00Z"},
                          {"type": "Ingesting", "status": "False", "reason": "WaitingForPublisher", "message": "Waiting for a publisher.", "lastTransitionTime": "2026-03-01T12:00:00Z"}]}
                        """);
        assertThat(sentences(stream, new Packagers.Answer(503, ""), null))
                .containsExactly(
                        "Nobody publishes to the stream, so there is no picture.",
                        "Waiting for a publisher.",
                        "The packager has no playlist: it answers 503.");
    }

    @Test
    @DisplayName("a packager that cannot be reached is named as such")
    void unreachable() {
        assertThat(sentences(running(), new Packagers.Answer(0, "ConnectException"), null))
                .singleElement()
                .asString()
                .contains("does not answer the gateway (ConnectException)");
    }
}
