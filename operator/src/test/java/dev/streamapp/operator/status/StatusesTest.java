package dev.streamapp.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamapp.crds.Condition;
import dev.streamapp.crds.Exposure;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.IngestProtocol;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.observe.Observer;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.packager.Heard;
import dev.streamapp.operator.packager.PackagerReport;
import dev.streamapp.operator.rollout.PendingUpdate;
import dev.streamapp.operator.testing.Golden;
import dev.streamapp.operator.testing.Samples;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StatusesTest {

    private static final Golden GOLDEN = new Golden("status");
    private static final Path SAID = Path.of("../packager/src/test/resources/status");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00.5Z");
    private static final String RUNNING =
            """
            metadata: {name: cam-0, creationTimestamp: "2026-01-01T00:00:00Z"}
            status:
              phase: Running
              hostIP: 192.0.2.7
              containerStatuses:
              - {name: packager, ready: true, state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
            """;
    private static final String ADDRESS =
            "status: {addresses: [{type: Hostname, value: ingest.example.org}]}";
    private static final String BOUND = "{metadata: {name: cam-data}, status: {phase: Bound}}";

    private LiveStream stream = Samples.stream("{ingest: {srt: {}}}");
    private List<Problem> problems = List.of();
    private Optional<Pod> pod = Optional.of(yaml(RUNNING, Pod.class));
    private Optional<Deployment> deployment = Optional.empty();
    private Optional<PersistentVolumeClaim> claim =
            Optional.of(yaml(BOUND, PersistentVolumeClaim.class));
    private Optional<Service> service = Optional.empty();
    private Optional<Gateway> gateway = Optional.empty();
    private Optional<GenericKubernetesResource> route = Optional.empty();
    private Heard heard = new Heard.NotYet();
    private Exposure.Type exposure = Exposure.Type.NodePort;
    private IngestProtocol protocol = IngestProtocol.SRT;
    private Map<String, String> settings = Map.of();
    private PendingUpdate pending;

    static Stream<Path> reports() throws IOException {
        return Files.list(SAID).sorted();
    }

    @ParameterizedTest
    @MethodSource("reports")
    @DisplayName("each report of a packager makes the status written down")
    void reports(Path file) throws IOException {
        heard = said(Files.readString(file));

        GOLDEN.hold(Golden.name(file), Serialization.asYaml(status()));
    }

    @Test
    @DisplayName("no expected status is without its report")
    void allFilesAreUsed() throws IOException {
        GOLDEN.holdUsed(reports().map(Golden::name));
    }

    @Test
    @DisplayName("a condition's time moves with its status, not with its reason or message")
    void times() throws IOException {
        heard = said(Files.readString(SAID.resolve("waiting.json")));
        stream.setStatus(
                Samples.status(
                        Phase.Starting,
                        List.of(
                                new Condition(
                                        "Ready", Condition.Status.True, "Suspended", "", "T1"),
                                new Condition(
                                        "Ingesting", Condition.Status.True, "OnAir", "", "T2"))));

        assertThat(condition("Ready").lastTransitionTime()).isEqualTo("T1");
        assertThat(condition("Ingesting").lastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
    }

    @Test
    @DisplayName(
            "an operator that has just started keeps what was known until the packager is heard")
    void restartOfTheOperator() throws IOException {
        heard = said(Files.readString(SAID.resolve("on-air-long-key-frame-interval.json")));
        LiveStreamStatus before = status();
        stream.setStatus(before);

        heard = new Heard.NotYet();

        assertThat(status()).isEqualTo(before);
    }

    @Test
    @DisplayName("an operator that starts after an edit says at once where to publish now")
    void restartOfTheOperatorAfterAnEdit() throws IOException {
        heard = said(Files.readString(SAID.resolve("waiting.json")));
        LiveStreamStatus before = status();

        assertThat(afterRestart("{ingest: {srt: {latency: 300ms}}}", before))
                .isEqualTo(
                        "Publish to srt://192.0.2.7:10042?mode=caller&latency=300000&pbkeylen=32 with the passphrase in Secret cam-ingest, key passphrase.");
        assertThat(afterRestart("{ingest: {testPattern: {}}}", before))
                .isEqualTo("The test pattern is made in the pod.");
        assertThat(afterRestart("{ingest: {rtsp: {url: 'rtsp://camera.example/live'}}}", before))
                .isEqualTo("Pulls from rtsp://camera.example/live.");
        assertThat(condition("Ingesting").message())
                .isEqualTo("Nothing has come from rtsp://camera.example/live yet.");
    }

    private String afterRestart(String spec, LiveStreamStatus before) {
        stream = Samples.stream(spec);
        stream.setStatus(before);
        heard = new Heard.NotYet();
        return condition("Ready").message();
    }

    @Test
    @DisplayName("a packager that stays silent leaves Ready to its probe and Ingesting unknown")
    void silence() throws IOException {
        heard = said(Files.readString(SAID.resolve("on-air.json")));
        stream.setStatus(status());

        heard = new Heard.Silent();

        assertThat(status().phase()).isEqualTo(Phase.Running);
        assertThat(condition("Ready").status()).isEqualTo(Condition.Status.True);
        assertThat(condition("Ingesting").reason()).isEqualTo("PackagerUnreachable");
    }

    @Test
    @DisplayName("a suspended stream without pod is Ready and Stopped, and keeps its address")
    void suspended() throws IOException {
        heard = said(Files.readString(SAID.resolve("on-air.json")));
        stream.setStatus(status());
        var suspended = Samples.stream("{suspend: true, ingest: {srt: {}}}");
        suspended.setStatus(stream.getStatus());
        stream = suspended;
        heard = new Heard.NotYet();

        assertThat(status().phase()).as("pod is still there").isEqualTo(Phase.Running);
        pod = Optional.empty();

        assertThat(status().phase()).isEqualTo(Phase.Stopped);
        assertThat(status().ingestUrl()).contains("192.0.2.7");
        assertThat(status().media()).isNull();
        assertThat(condition("Ready"))
                .extracting(Condition::status, Condition::reason)
                .containsExactly(Condition.Status.True, "Suspended");
    }

    @Test
    @DisplayName("what stands in the way is told by Ready; what runs is still called Running")
    void problems() throws IOException {
        problems = List.of(Problem.ofStream("PortTaken", "Choose another."));

        heard = said(Files.readString(SAID.resolve("waiting.json")));
        assertThat(status().phase()).isEqualTo(Phase.Error);
        heard = said(Files.readString(SAID.resolve("on-air.json")));
        assertThat(status().phase()).isEqualTo(Phase.Running);
        assertThat(condition("Ready"))
                .extracting(Condition::status, Condition::reason, Condition::message)
                .containsExactly(Condition.Status.False, "PortTaken", "Choose another.");
    }

    @Test
    @DisplayName("a refused volume is told by StorageReady and leaves Ready alone")
    void storageProblem() throws IOException {
        heard = said(Files.readString(SAID.resolve("waiting.json")));
        problems = List.of(Problem.ofStorage("StorageRefused", "No."));

        assertThat(condition("Ready").status()).isEqualTo(Condition.Status.True);
        assertThat(condition("StorageReady").reason()).isEqualTo("StorageRefused");
    }

    @Test
    @DisplayName("a volume that waits, is lost or cannot grow is told with what to do")
    void volumes() {
        claim =
                Optional.of(
                        yaml(
                                "{metadata: {name: cam-data}, status: {phase: Pending}}",
                                PersistentVolumeClaim.class));
        assertThat(condition("StorageReady"))
                .extracting(Condition::reason, Condition::message)
                .containsExactly(
                        "Pending",
                        "The claim cam-data waits for a volume of the default storage class; if this lasts, kubectl describe pvc cam-data says why.");
        claim =
                Optional.of(
                        yaml(
                                "{metadata: {name: cam-data}, status: {phase: Lost}}",
                                PersistentVolumeClaim.class));
        assertThat(condition("StorageReady").reason()).isEqualTo("VolumeLost");
        claim =
                Optional.of(
                        yaml(
                                "{metadata: {name: cam-data}, status: {phase: Bound, conditions: [{type: NodeResizeError, status: 'True', message: no}]}}",
                                PersistentVolumeClaim.class));
        assertThat(condition("StorageReady").reason()).isEqualTo("ResizeFailed");
        claim = Optional.empty();
        assertThat(condition("StorageReady").reason()).isEqualTo("Pending");
    }

    @Test
    @DisplayName("trouble of the pod is an Error with a reason")
    void podTrouble() {
        pod = podWaiting("ImagePullBackOff", "no such image");
        assertThat(status().phase()).isEqualTo(Phase.Error);
        assertThat(condition("Ready").message())
                .isEqualTo(
                        "The image example.org/packager:1 cannot be pulled: no such image. Check image.registry, image.tag and pull secrets of the installation.");
        pod = podWaiting("CreateContainerConfigError", "secret \"mine\" not found");
        assertThat(condition("Ready").message()).contains("secret \"mine\" not found");
        pod = podWaiting("CrashLoopBackOff", "back-off");
        assertThat(condition("Ready").message())
                .contains("ends again and again (Error, exit code 3)");
        pod = podWaiting("ContainerCreating", "");
        assertThat(condition("Ready").reason()).isEqualTo("Starting");
        assertThat(status().phase()).isEqualTo(Phase.Starting);
    }

    @Test
    @DisplayName("a pod no node takes is told, one that waits for its volume is just starting")
    void scheduling() {
        pod = podUnscheduled("0/3 nodes are available: 3 Insufficient cpu.");
        assertThat(condition("Ready").reason()).isEqualTo("Unschedulable");
        pod = podUnscheduled("pod has unbound immediate PersistentVolumeClaims");
        assertThat(condition("Ready").reason()).isEqualTo("Starting");
    }

    @Test
    @DisplayName("a pod the cluster does not let be created is told with the cluster's words")
    void podRefused() {
        pod = Optional.empty();
        assertThat(condition("Ready").reason()).isEqualTo("Starting");
        deployment =
                Optional.of(
                        yaml(
                                "{status: {conditions: [{type: ReplicaFailure, status: 'True', message: exceeded quota}]}}",
                                Deployment.class));
        assertThat(condition("Ready").message())
                .isEqualTo("The cluster refuses the pod: exceeded quota");
    }

    @Test
    @DisplayName("somebody who publishes in vain is told why")
    void publisherProblems() throws IOException {
        String refused = Files.readString(SAID.resolve("waiting-publisher-refused.json"));
        for (String reason : List.of("UnsupportedCodec", "InvalidMedia", "FfmpegFailed")) {
            heard = said(refused.replace("PublisherRefused", reason));
            assertThat(condition("Ingesting").reason()).isEqualTo(reason);
            assertThat(condition("Ready").status()).isEqualTo(Condition.Status.True);
        }
    }

    @Test
    @DisplayName("a suspended stream whose pod serves recordings is Stopped, and lists them")
    void suspendedWithRecordings() throws IOException {
        stream = Samples.stream("{suspend: true, ingest: {srt: {}}, recording: {enabled: true}}");
        pod =
                Optional.of(
                        yaml(
                                """
                                metadata:
                                  name: cam-0
                                  creationTimestamp: "2026-01-01T00:00:00Z"
                                  annotations: {streamapp.dev/replay-only: "true"}
                                """,
                                Pod.class));
        heard = said(Files.readString(SAID.resolve("waiting-recorded.json")));

        assertThat(status().phase()).isEqualTo(Phase.Stopped);
        assertThat(condition("Ready").reason()).isEqualTo("Suspended");
        assertThat(status().recordings())
                .extracting(recording -> recording.id())
                .containsExactly("1767222000000abcd-17", "1767225540000abcd-1600");
    }

    @Test
    @DisplayName("a suspended stream keeps the IPv6 address of its node")
    void suspendedWithIpv6() throws IOException {
        pod = Optional.of(yaml(RUNNING.replace("192.0.2.7", "'2001:db8::7'"), Pod.class));
        heard = said(Files.readString(SAID.resolve("waiting.json")));
        String address = status().ingestUrl();
        assertThat(address).startsWith("srt://[2001:db8::7]:10042?");
        stream.setStatus(status());
        pod = Optional.empty();

        assertThat(status().ingestUrl()).isEqualTo(address);
    }

    @Test
    @DisplayName("the ingest URL names the address publishers can reach")
    void addresses() throws IOException {
        heard = said(Files.readString(SAID.resolve("waiting.json")));
        assertThat(status().ingestUrl())
                .isEqualTo("srt://192.0.2.7:10042?mode=caller&latency=200000&pbkeylen=32");
        settings = Map.of("INGEST_PUBLIC_HOST", "2001:db8::1");
        assertThat(status().ingestUrl()).startsWith("srt://[2001:db8::1]:10042?");
        exposure = Exposure.Type.ClusterIP;
        assertThat(status().ingestUrl())
                .startsWith("srt://cam-ingest.studio.svc.cluster.local:10042?");
        exposure = Exposure.Type.LoadBalancer;
        assertThat(condition("Ready").reason()).isEqualTo("AddressPending");
        service =
                Optional.of(
                        yaml(
                                "{status: {loadBalancer: {ingress: [{ip: 198.51.100.4}]}}}",
                                Service.class));
        assertThat(status().ingestUrl()).startsWith("srt://198.51.100.4:10042?");
        stream = Samples.stream("{ingest: {srt: {encryption: None, latency: 1500ms}}}");
        assertThat(status().ingestUrl())
                .isEqualTo("srt://198.51.100.4:10042?mode=caller&latency=1500000");
    }

    @Test
    @DisplayName("a stream behind a Gateway is ready once the Gateway leads publishers to it")
    void gateway() throws IOException {
        heard = said(Files.readString(SAID.resolve("waiting.json")));
        behindGateway("{}");
        assertThat(condition("Ready"))
                .extracting(Condition::reason, Condition::message)
                .containsExactly(
                        "RoutePending",
                        "Gateway edge/ingest has not taken up the route to this stream yet; if this lasts, its controller serves no UDPRoutes.");
        assertThat(status().phase()).isEqualTo(Phase.Starting);

        behindGateway(judged("Accepted", "True", "Accepted", "Fine."));
        assertThat(condition("Ready").reason()).isEqualTo("AddressPending");
        assertThat(condition("Ready").message()).startsWith("The Gateway has no address yet");

        gateway.orElseThrow().setStatus(yaml(ADDRESS, Gateway.class).getStatus());
        assertThat(status().ingestUrl())
                .isEqualTo("srt://ingest.example.org:10042?mode=caller&latency=200000&pbkeylen=32");
        assertThat(condition("Ready").reason()).isEqualTo("Listening");
    }

    @Test
    @DisplayName("what a Gateway refuses is told with the remedy, also while the stream is on air")
    void gatewayRefuses() throws IOException {
        heard = said(Files.readString(SAID.resolve("waiting.json")));
        behindGateway(judged("Accepted", "False", "NotAllowedByListeners", "Not from here."));
        assertThat(condition("Ready"))
                .extracting(Condition::reason, Condition::message)
                .containsExactly(
                        "RouteRefused",
                        "Gateway edge/ingest does not lead publishers to the stream: Not from here (NotAllowedByListeners); its listener for UDP port 10042 has to allow UDPRoutes from namespace studio (allowedRoutes).");
        assertThat(status().phase()).isEqualTo(Phase.Error);

        behindGateway(judged("ResolvedRefs", "False", "BackendNotFound", "No Service."));
        assertThat(condition("Ready").message())
                .endsWith(
                        "No Service (BackendNotFound); kubectl describe udproute cam-ingest shows all it says.");

        gateway.orElseThrow().getSpec().getListeners().getFirst().setProtocol("TCP");
        assertThat(condition("Ready"))
                .extracting(Condition::reason, Condition::message)
                .containsExactly(
                        "ListenerMissing",
                        "Gateway edge/ingest has no UDP listener for port 10042: have one added to it, or name a port in spec.ingest that has one.");
        heard = said(Files.readString(SAID.resolve("on-air.json")));
        assertThat(status().phase()).isEqualTo(Phase.Running);
        assertThat(condition("Ready").reason()).isEqualTo("ListenerMissing");
    }

    @Test
    @DisplayName("what was said of an earlier route, or another Gateway, does not count")
    void formerRoute() throws IOException {
        heard = said(Files.readString(SAID.resolve("waiting.json")));
        String accepted = judged("Accepted", "True", "Accepted", "Fine.");
        for (String other :
                List.of(
                        accepted.replace("port: 10042", "port: 10041"),
                        accepted.replace("namespace: edge", "namespace: other"),
                        accepted.replace("observedGeneration: 2", "observedGeneration: 1"))) {
            behindGateway(other);
            assertThat(condition("Ready").reason()).as(other).isEqualTo("RoutePending");
        }
    }

    private void behindGateway(String routeStatus) {
        exposure = Exposure.Type.UDPRoute;
        settings = Map.of("UDP_ROUTE_GATEWAY", "edge/ingest");
        gateway =
                Optional.of(
                        yaml(
                                "spec: {listeners: [{name: a, protocol: UDP, port: 10042}]}",
                                Gateway.class));
        route =
                Optional.of(
                        yaml(
                                """
                                apiVersion: gateway.networking.k8s.io/v1
                                kind: UDPRoute
                                metadata: {name: cam-ingest, namespace: studio, generation: 2}
                                status: %s
                                """
                                        .formatted(routeStatus),
                                GenericKubernetesResource.class));
    }

    private static String judged(String type, String status, String reason, String message) {
        return """
        {parents: [{parentRef: {namespace: edge, name: ingest, port: 10042}, controllerName: example.org/gateways, \
        conditions: [{type: %s, status: '%s', reason: %s, message: %s, observedGeneration: 2}]}]}
        """
                .strip()
                .formatted(type, status, reason, message);
    }

    @Test
    @DisplayName("an RTMP publisher is told server and Secret, never the stream key")
    void rtmp() throws IOException {
        stream = Samples.stream("{ingest: {rtmp: {}}}");
        protocol = IngestProtocol.RTMP;
        heard = said(Files.readString(SAID.resolve("waiting.json")));

        assertThat(status().ingestUrl()).isEqualTo("rtmp://192.0.2.7:10042/live");
        assertThat(condition("Ready").message())
                .isEqualTo(
                        "Publish to rtmp://192.0.2.7:10042/live with the stream key in Secret cam-stream-key, key streamKey.");
    }

    @Test
    @DisplayName("a source that is pulled has no address, and what keeps it away is told")
    void pulled() throws IOException {
        stream = Samples.stream("{ingest: {rtsp: {url: 'rtsp://camera.example/live'}}}");
        heard = said(Files.readString(SAID.resolve("waiting.json")));

        assertThat(status().ingestUrl()).isNull();
        assertThat(status().port()).isNull();
        assertThat(status().phase()).isEqualTo(Phase.Starting);
        assertThat(condition("Ready"))
                .extracting(Condition::reason, Condition::message)
                .containsExactly("Pulling", "Pulls from rtsp://camera.example/live.");
        assertThat(condition("Ingesting"))
                .extracting(Condition::reason, Condition::message)
                .containsExactly(
                        "Connecting", "Nothing has come from rtsp://camera.example/live yet.");

        heard = said(Files.readString(SAID.resolve("waiting-bad-credentials.json")));
        assertThat(condition("Ready").status()).isEqualTo(Condition.Status.True);
        assertThat(condition("Ingesting").reason()).isEqualTo("BadCredentials");

        heard = said(Files.readString(SAID.resolve("on-air-audio-transcoded.json")));
        assertThat(condition("Ingesting").message())
                .startsWith("Receiving 1280x720 25 fps H.264 and AAC. The audio comes as PCM ALAW");
    }

    @Test
    @DisplayName("where the namespace forbids ports of nodes, it is said what to do")
    void hostPortForbidden() {
        pod = Optional.empty();
        deployment =
                refused(
                        "violates PodSecurity \"restricted:latest\": hostPort (container"
                                + " \"packager\" uses hostPort 10042)");
        assertThat(condition("Ready").reason()).isEqualTo("HostPortForbidden");
        assertThat(condition("Ready").message())
                .contains("pod-security.kubernetes.io/enforce=privileged");
    }

    private static Optional<Deployment> refused(String message) {
        return Optional.of(
                new DeploymentBuilder()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("ReplicaFailure")
                        .withStatus("True")
                        .withMessage(message)
                        .endCondition()
                        .endStatus()
                        .build());
    }

    @Test
    @DisplayName("a change of the pod that waits is a condition as long as it waits")
    void updatePending() {
        assertThat(status().conditions()).noneMatch(found -> found.type().equals("UpdatePending"));

        pending = new PendingUpdate("OnAir", "Image p:2 waits.", null);

        assertThat(condition("UpdatePending"))
                .extracting(Condition::status, Condition::reason, Condition::message)
                .containsExactly(Condition.Status.True, "OnAir", "Image p:2 waits.");
    }

    private LiveStreamStatus status() {
        var door =
                stream.getSpec().ingest().listens()
                        ? new Blueprint.Door(exposure, protocol, 10042)
                        : null;
        var evidence =
                new Evidence(
                        stream.getSpec().suspend(),
                        deployment,
                        pod,
                        pod.map(Pod::getStatus).map(PodStatus::getHostIP),
                        claim,
                        service,
                        gateway,
                        route,
                        heard);
        return Statuses.of(
                new Findings(
                        new Blueprint(stream, Samples.settings(settings), door),
                        problems,
                        pending,
                        evidence,
                        Observer.observe(evidence)),
                NOW);
    }

    private Condition condition(String type) {
        return status().conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<Pod> podWaiting(String reason, String message) {
        return Optional.of(
                yaml(
                        """
                        metadata: {name: cam-0, creationTimestamp: "2026-01-01T00:00:00Z"}
                        status:
                          phase: Pending
                          containerStatuses:
                          - name: packager
                            image: example.org/packager:1
                            state: {waiting: {reason: %s, message: '%s'}}
                            lastState: {terminated: {reason: Error, exitCode: 3}}
                        """
                                .formatted(reason, message),
                        Pod.class));
    }

    private static Optional<Pod> podUnscheduled(String message) {
        return Optional.of(
                yaml(
                        """
                        metadata: {name: cam-0, creationTimestamp: "2026-01-01T00:00:00Z"}
                        status:
                          phase: Pending
                          conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: '%s'}]
                        """
                                .formatted(message),
                        Pod.class));
    }

    private static Heard said(String json) throws IOException {
        return new Heard.Said(new ObjectMapper().readValue(json, PackagerReport.class));
    }

    private static <T> T yaml(String text, Class<T> type) {
        // without the mark, text in braces would be taken for JSON
        return Serialization.unmarshal("---\n" + text, type);
    }
}
