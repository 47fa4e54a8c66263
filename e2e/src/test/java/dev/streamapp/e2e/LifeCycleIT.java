package dev.streamapp.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamapp.e2e.browser.Viewer;
import dev.streamapp.e2e.cluster.LiveStreamSpec;
import dev.streamapp.e2e.cluster.TestStream;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import dev.streamapp.e2e.scene.Scene;
import dev.streamapp.e2e.scene.SceneExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SceneExtension.class)
@ResourceLock(value = Processors.LOCK, mode = ResourceAccessMode.READ)
@DisplayName("The life of a stream")
class LifeCycleIT {
    @Test
    @DisplayName(
            "a wrong passphrase is refused: on air nothing changes, and off air the right one is still welcome")
    void wrongPassphrase(Scene scene) {
        TestStream stream = scene.stream("secret", LiveStreamSpec.defaults()).ready();
        Publisher intruder = scene.intruder(stream, "not-the-passphrase-of-this-stream");
        intruder.start();
        awaitRefusal(intruder);
        assertThat(stream.watch().recorder().parts()).isEmpty();
        assertThat(stream.status().path("phase").asText()).isEqualTo("Starting");
        intruder.vanish();

        scene.follower(stream);
        scene.publisher(stream, Source.small()).start();
        stream.awaitPhase("Running", Duration.ofSeconds(20));
        Awaitility.await("a part is listed")
                .atMost(Duration.ofSeconds(10))
                .until(() -> !stream.watch().recorder().parts().isEmpty());
        int listed = stream.watch().recorder().parts().size();
        long discontinuity = stream.watch().recorder().parts().getLast().discontinuity();
        intruder.start();
        Awaitility.await("the stream goes on")
                .atMost(Duration.ofSeconds(20))
                .until(() -> stream.watch().recorder().parts().size() > listed + 40);
        assertThat(stream.watch().recorder().parts().getLast().discontinuity())
                .as("no interruption")
                .isEqualTo(discontinuity);
        assertThat(stream.status().path("phase").asText()).isEqualTo("Running");
    }

    private static void awaitRefusal(Publisher intruder) {
        Awaitility.await("the intruder is turned away")
                .atMost(Duration.ofSeconds(20))
                .until(
                        intruder::output,
                        output ->
                                output.matches(
                                        "(?s).*(Input/output error|rejected|refused|wrong password|BADSECRET|Connection setup failure).*"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    hls: {partDuration: 2s}                      | hls.partDuration must be
                    hls: {window: 2}                             | hls.window must be 3 to 1000
                    ingest: {srt: {}, testPattern: {}}           | exactly one
                    ingest: {srt: {latency: soon}}               | srt.latency must be a duration
                    ingest: {srt: {port: 80}}                    | srt.port must be 1024 to 65535
                    """)
    @DisplayName("an invalid LiveStream is refused with a message that helps")
    void invalid(String fields, String message, Scene scene) throws IOException {
        String ingest = fields.startsWith("ingest") ? "" : "  ingest: {srt: {}}\n";
        Path file = Files.createTempFile("invalid", ".yaml");
        Files.writeString(
                file,
                """
                apiVersion: streamapp.dev/v1alpha1
                kind: LiveStream
                metadata: {name: e2e-invalid}
                spec:
                """
                        + ingest
                        + "  "
                        + fields
                        + "\n");
        String answer =
                scene.stage()
                        .cluster()
                        .kubectl("apply", "-n", scene.streams().namespace(), "-f", file.toString());
        Files.delete(file);
        assertThat(answer).contains("invalid").contains(message);
        assertThat(scene.streams().named("e2e-invalid").status()).isEmpty();
    }

    @Test
    @DisplayName("a Service and a Deployment deleted by hand come back, the port stays")
    void childrenComeBack(Scene scene) {
        TestStream stream = scene.stream("child", LiveStreamSpec.defaults()).ready();
        int port = stream.status().path("port").asInt();
        var cluster = scene.stage().cluster();
        var services = cluster.client().services().inNamespace(stream.namespace());
        var deployments = cluster.client().apps().deployments().inNamespace(stream.namespace());
        String service = services.withName(stream.name() + "-ingest").get().getMetadata().getUid();
        String deployment = deployments.withName(stream.name()).get().getMetadata().getUid();

        cluster.kubectl(
                "delete",
                "service/" + stream.name() + "-ingest",
                "deployment/" + stream.name(),
                "-n",
                stream.namespace());

        Awaitility.await("both are made anew")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    assertThat(
                                    services.withName(stream.name() + "-ingest")
                                            .get()
                                            .getMetadata()
                                            .getUid())
                            .isNotEqualTo(service);
                    assertThat(deployments.withName(stream.name()).get().getMetadata().getUid())
                            .isNotEqualTo(deployment);
                });
        stream.ready();
        assertThat(stream.status().path("port").asInt()).isEqualTo(port);
        scene.follower(stream);
        scene.publisher(stream, Source.small()).start();
        stream.awaitPhase("Running", Duration.ofSeconds(40));
    }

    @Test
    @DisplayName(
            "suspend stops it and keeps port and passphrase; after resume the open page plays on")
    void suspendAndResume(Scene scene) {
        TestStream stream = scene.stream("rest", LiveStreamSpec.defaults()).ready();
        Publisher publisher = scene.publisher(stream, Source.small());
        Viewer viewer = scene.viewer(stream);
        viewer.showsPictureCapturedAfter(publisher.start(), Duration.ofSeconds(30));
        String url = stream.ingestUrl();
        String passphrase = stream.passphrase();

        stream.suspend(true);
        JsonNode suspended = stream.awaitPhase("Stopped", Duration.ofSeconds(30));
        assertThat(TestStream.condition(suspended, "Ready"))
                .hasValueSatisfying(ready -> {
                    assertThat(ready.path("status").asText()).isEqualTo("True");
                    assertThat(ready.path("reason").asText()).isEqualTo("Suspended");
                });
        Awaitility.await("its pod goes")
                .atMost(Duration.ofSeconds(60))
                .until(() -> stream.pods().isEmpty());
        assertThat(stream.ingestUrl()).isEqualTo(url);

        stream.suspend(false);
        stream.awaitPhase("Running", Duration.ofSeconds(90));
        assertThat(stream.ingestUrl()).isEqualTo(url);
        assertThat(stream.passphrase()).isEqualTo(passphrase);
        viewer.showsPictureCapturedAfter(Instant.now(), Duration.ofSeconds(20));
        viewer.requireSamePageAndSource();
    }

    @Test
    @DisplayName(
            "the passphrase stands in no log, event, pod or status; deletion leaves nothing behind")
    void secretAndGone(Scene scene) {
        TestStream stream = scene.stream("leave", LiveStreamSpec.defaults()).ready();
        scene.follower(stream);
        Publisher publisher = scene.publisher(stream, Source.small());
        publisher.start();
        stream.awaitPhase("Running", Duration.ofSeconds(30));
        Publisher intruder = scene.intruder(stream, "not-the-passphrase-of-this-stream");
        intruder.start();
        publisher.vanish();
        awaitRefusal(intruder);
        intruder.vanish();

        assertThat(stream.passphrase()).hasSizeGreaterThanOrEqualTo(10);
        assertThat(everythingSaidOf(stream, scene))
                .contains(stream.name())
                .doesNotContain(stream.passphrase());

        assertThat(stream.children()).hasSizeGreaterThan(4);
        stream.delete();
        Awaitility.await("nothing is left")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    assertThat(stream.children()).isEmpty();
                    assertThat(
                                    scene.stage()
                                            .cluster()
                                            .kubectl(
                                                    "get",
                                                    "all,secrets,pvc,configmaps",
                                                    "-n",
                                                    stream.namespace(),
                                                    "-o",
                                                    "name"))
                            .doesNotContain(stream.name());
                });
    }

    private static String everythingSaidOf(TestStream stream, Scene scene) {
        var cluster = scene.stage().cluster();
        String label = "streamapp.dev/stream=" + stream.name();
        return String.join(
                "\n",
                cluster.kubectl(
                        "logs",
                        "-n",
                        stream.namespace(),
                        "-l",
                        label,
                        "--all-containers",
                        "--tail=-1"),
                cluster.kubectl("get", "events", "-n", stream.namespace(), "-o", "yaml"),
                cluster.kubectl(
                        "get",
                        "pods,deployments,services,configmaps",
                        "-n",
                        stream.namespace(),
                        "-l",
                        label,
                        "-o",
                        "yaml"),
                cluster.kubectl(
                        "get", "livestream", stream.name(), "-n", stream.namespace(), "-o", "yaml"),
                cluster.kubectl("describe", "pods", "-n", stream.namespace(), "-l", label),
                cluster.kubectl(
                        "logs",
                        "-n",
                        scene.stage().installation().namespace(),
                        "-l",
                        "app.kubernetes.io/name=streamapp-operator",
                        "--tail=-1"),
                cluster.kubectl(
                        "exec",
                        "-n",
                        stream.namespace(),
                        stream.pod().getMetadata().getName(),
                        "-c",
                        "packager",
                        "--",
                        "sh",
                        "-c",
                        "cat /data/* 2>/dev/null | head -c 200000"));
    }
}
