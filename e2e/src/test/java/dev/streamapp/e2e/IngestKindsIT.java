package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamapp.e2e.cluster.HostNetwork;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.Sample;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import dev.streamapp.e2e.watch.Follower;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The samples as users apply them, and senders as users have them; what docs/ingest.md says. */
@ExtendWith(SceneExtension.class)
@ResourceLock(value = Processors.LOCK, mode = ResourceAccessMode.READ)
@DisplayName("Each kind of ingest, from its sender to pictures that decode")
class IngestKindsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Eight seconds of them. */
    private static final int PARTS = 40;

    private static final String PICTURE = "-re -f lavfi -i testsrc2=size=320x180:rate=25 ";
    private static final String TONE = "-re -f lavfi -i sine=frequency=440:sample_rate=48000 ";
    private static final String H264 = "-c:v libx264 -preset ultrafast -tune zerolatency -g 25 ";

    @Test
    @DisplayName("RTMP: with the stream key that the Secret has, and no other")
    void rtmp(Scene scene) {
        TestStream stream = scene.apply(scene.streams().sample("obs-rtmp.yaml", "rtmp")).ready();
        Follower follower = scene.follower(stream);
        assertThat(stream.ingestUrl()).matches("rtmp://.+:[0-9]+/live");
        Publisher stranger =
                scene.camera(stream, stream.ingestUrl() + "/not-the-key", null, Source.small());
        stranger.start();
        JsonNode refused = stream.awaitReason("Ingesting", "PublisherRefused", PATIENCE);
        assertThat(refused.path("phase").asText()).isEqualTo("Starting");
        stranger.vanish();
        assertThat(stream.watch().recorder().parts()).isEmpty();

        scene.camera(stream, stream.rtmpUrl(), null, Source.small()).start();
        awaitOnAir(stream, "320x180", "H.264 and AAC");
        decodes(stream, follower, "h264", "aac");
    }

    @Test
    @DisplayName("SRT: an encoder that listens is called, and called again after it was off")
    void called(Scene scene) {
        String passphrase = "of-the-encoder-in-the-hall";
        String encoderAt =
                HostNetwork.addressTowards(scene.stage().cluster()) + ":" + HostNetwork.freePort();
        Sample sample = scene.streams().sample("called-encoder.yaml", "called");
        String secret = sample.stream() + "-encoder";
        scene.secret(secret, "Opaque", Map.of("passphrase", passphrase));
        TestStream stream =
                scene.apply(
                                sample.with("hall-encoder", secret)
                                        .with("encoder.example.com:9000", encoderAt))
                        .ready();
        assertPulls(stream);
        stream.awaitReason("Ingesting", "SourceUnreachable", PATIENCE);

        Follower follower = scene.follower(stream);
        Publisher encoder =
                scene.camera(
                        stream,
                        "srt://" + encoderAt + "?mode=listener",
                        passphrase,
                        Source.small());
        encoder.start();
        awaitOnAir(stream, "H.264 and AAC");
        awaitParts(stream, PARTS);
        long before = stream.watch().recorder().parts().getLast().discontinuity();
        encoder.vanish();
        stream.awaitReason("Ingesting", "Reconnecting", PATIENCE);
        encoder.start();
        awaitOnAir(stream);
        Awaitility.await("parts of after the restart")
                .atMost(PATIENCE)
                .until(() -> stream.watch().recorder().parts().getLast().discontinuity() > before);
        decodes(stream, follower, "h264", "aac");
    }

    @Test
    @DisplayName(
            "RTSP: a camera is pulled with the credentials of a Secret, others are told and corrected; its G.711 is heard as AAC")
    void pulled(Scene scene) {
        String password = "p@ss: w/ord%?&#-y";
        int port = HostNetwork.freePort();
        String camera = HostNetwork.addressTowards(scene.stage().cluster()) + ":" + port;
        Sample sample = scene.streams().sample("ip-camera.yaml", "pulled");
        String secret = sample.stream() + "-camera";
        scene.secret(secret, "kubernetes.io/basic-auth", credentials("guessed-password"));
        scene.ipCamera(port, "viewer", password).start();
        TestStream stream =
                scene.apply(
                                sample.with("yard-camera", secret)
                                        .with(
                                                "camera.example.com:554/Streaming/Channels/101",
                                                camera + "/live"))
                        .ready();
        assertPulls(stream);
        JsonNode refused = stream.awaitReason("Ingesting", "BadCredentials", PATIENCE);
        assertThat(refused.path("phase").asText()).isEqualTo("Starting");

        scene.secret(secret, "kubernetes.io/basic-auth", credentials(password));
        stream.suspend(true);
        stream.awaitPhase("Stopped", PATIENCE);
        stream.suspend(false);
        Follower follower = scene.follower(stream);
        awaitOnAir(stream, "H.264 and AAC", "PCM ALAW", "made AAC");
        decodes(stream, follower, "h264", "aac");
        assertThat(
                        scene.stage()
                                .cluster()
                                .kubectl(
                                        "logs",
                                        "-n",
                                        stream.namespace(),
                                        stream.pod().getMetadata().getName(),
                                        "--all-containers"))
                .contains("RTSP from " + camera)
                .doesNotContain(password);
    }

    private static Map<String, String> credentials(String password) {
        return Map.of("username", "viewer", "password", password);
    }

    @Test
    @DisplayName("test pattern: without any sender")
    void testPattern(Scene scene) {
        Sample sample = scene.streams().sample("test-pattern.yaml", "pattern");
        TestStream stream = scene.apply(sample.with("1280x720", "320x180")).ready();
        Follower follower = scene.follower(stream);
        awaitOnAir(stream, "320x180 25 fps H.264 and AAC");
        assertThat(stream.status().has("ingestUrl")).isFalse();
        decodes(stream, follower, "h264", "aac");
    }

    @Test
    @DisplayName("H.265: under the name that Apple's players need")
    void h265(Scene scene) {
        TestStream stream = scene.stream("hevc", LiveStreamSpec.defaults()).ready();
        Follower follower = scene.follower(stream);
        scene.publisher(stream, Source.small().inH265()).start();
        awaitOnAir(stream, "H.265 and AAC");
        assertThat(stream.status().at("/media/video/codec").asText()).startsWith("hvc1.");
        decodes(stream, follower, "hevc,hvc1", "aac");
    }

    @Test
    @DisplayName("sound alone is heard")
    void soundAlone(Scene scene) {
        TestStream stream = scene.stream("sound", LiveStreamSpec.defaults()).ready();
        Follower follower = scene.follower(stream);
        scene.encoder(stream, words(TONE + "-c:a aac")).start();
        awaitOnAir(stream, "AAC without video");
        assertThat(stream.status().at("/media/video").isMissingNode()).isTrue();
        assertThat(decodes(stream, follower, "aac")).doesNotContain("h264");
    }

    @Test
    @DisplayName(
            "MPEG layer II sound, as broadcasters' encoders send it, is heard as AAC, and that is told")
    void layerTwo(Scene scene) {
        TestStream stream = scene.stream("layer2", LiveStreamSpec.defaults()).ready();
        Follower follower = scene.follower(stream);
        scene.encoder(stream, words(PICTURE + TONE + H264 + "-c:a mp2")).start();
        awaitOnAir(stream, "H.264 and AAC", "MP2", "made AAC");
        decodes(stream, follower, "h264", "aac");
    }

    private static List<String> words(String options) {
        return List.of(options.split(" +"));
    }

    private static void assertPulls(TestStream stream) {
        JsonNode status = stream.status();
        assertThat(TestStream.condition(status, "Ready"))
                .hasValueSatisfying(
                        ready -> assertThat(ready.path("reason").asText()).isEqualTo("Pulling"));
        assertThat(status.has("ingestUrl")).as("an address to publish to").isFalse();
        assertThat(status.has("port")).as("a port to publish to").isFalse();
    }

    /** Waits until it is on air, and the condition says so in these words. */
    private static void awaitOnAir(TestStream stream, String... words) {
        stream.await(
                "on air: " + List.of(words),
                PATIENCE,
                status ->
                        status.path("phase").asText().equals("Running")
                                && TestStream.condition(status, "Ingesting")
                                        .filter(ingesting -> says(ingesting, words))
                                        .isPresent());
    }

    private static boolean says(JsonNode ingesting, String... words) {
        String message = ingesting.path("message").asText();
        return ingesting.path("reason").asText().equals("OnAir")
                && Stream.of(words).allMatch(message::contains);
    }

    private static void awaitParts(TestStream stream, int count) {
        Awaitility.await(stream.name() + ": " + count + " parts")
                .atMost(PATIENCE)
                .until(() -> stream.watch().recorder().parts().size() >= count);
    }

    /**
     * All that the stream serves in some seconds.
     *
     * @param codecs that ffprobe has to find
     * @return what ffprobe found
     */
    private static String decodes(TestStream stream, Follower follower, String... codecs) {
        awaitParts(stream, PARTS);
        String probed = Programs.probe(stream.watch().url("/playlist.m3u8").toString());
        assertThat(probed).contains(codecs);
        assertThat(follower.decodeEverything()).isPositive();
        return probed;
    }
}
