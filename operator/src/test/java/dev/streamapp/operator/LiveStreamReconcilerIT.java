package dev.streamapp.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.KubeApi;
import dev.streamapp.crds.Link;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.operator.testing.Cluster;
import dev.streamapp.operator.testing.Rights;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(KubeApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveStreamReconcilerIT {

    private static final String SRT = "{ingest: {srt: {}}}";
    private static final String WAITING =
            """
            {"state":"Waiting","since":"2026-01-01T00:00:00Z","listening":true,"problems":[]}
            """;
    private static final String RECORDED =
            """
            {"state":"Starting","since":"2026-01-01T00:00:00Z","listening":false,"problems":[],
            "recordings":[{"id":"1767222000000abcd-17","start":"2025-12-31T23:00:00Z","ongoing":false,
            "end":"2025-12-31T23:50:00Z","seconds":2990,"bytes":934375000}]}
            """;
    private static final String ON_AIR =
            """
            {"state":"OnAir","since":"2026-01-01T00:00:05Z","onAirSince":"2026-01-01T00:00:05Z","listening":true,
            "media":{"bitrate":2500000,
            "video":{"codec":"avc1.64001f","format":"H.264","width":1280,"height":720,"frameRate":25.0,"keyFrameInterval":1.0},
            "audio":{"codec":"mp4a.40.2","format":"AAC","sampleRate":48000,"channels":2}},
            "link":{"quality":"Good"},"problems":[]}
            """;

    private Cluster cluster;

    @BeforeAll
    void start(KubernetesClient admin) throws IOException {
        Cluster.growingClass(admin);
        cluster =
                new Cluster(
                        admin,
                        Map.of(
                                "EXPOSURE_ALLOWED", "NodePort,HostPort,ClusterIP",
                                "PACKAGER_DRAIN_POLICY", "Block",
                                "LEADER_LEASE", "streamapp-operator"));
    }

    /** Only all of the tests together make use of every right. */
    @AfterAll
    void stop() throws IOException {
        cluster.close();
        assertThat(cluster.rights.used())
                .as("rights the operator uses, against rbac.yaml")
                .containsExactlyInAnyOrderElementsOf(Rights.granted("rbac.yaml"));
    }

    @Test
    @DisplayName("a LiveStream gets its children, goes on air with its publisher and says so")
    void lifeOfAStream() {
        String ns = cluster.namespace("life");
        LiveStream stream = cluster.apply(ns, "cam", SRT);

        var deployment = cluster.awaitThere(Deployment.class, ns, "cam");
        assertThat(deployment.getMetadata().getOwnerReferences().getFirst().getUid())
                .isEqualTo(stream.getMetadata().getUid());
        cluster.awaitThere(Service.class, ns, "cam-hls");
        cluster.awaitThere(PersistentVolumeClaim.class, ns, "cam-data");
        var passphrase =
                cluster.awaitThere(Secret.class, ns, "cam-ingest").getData().get("passphrase");
        assertThat(new String(java.util.Base64.getDecoder().decode(passphrase)))
                .matches("[A-Za-z0-9]{32}");
        int port = cluster.port(ns, "cam");
        assertThat(port).isBetween(10000, 10100);
        cluster.awaitCondition(ns, "cam", "Ready", "False", "Starting");

        cluster.packagers.say(ns, "cam", WAITING);
        cluster.podRuns(ns, "cam");
        var ready = cluster.awaitCondition(ns, "cam", "Ready", "True", "Listening");
        assertThat(ready.message())
                .isEqualTo(
                        "Publish to srt://ingest.example.org:%d?mode=caller&latency=200000&pbkeylen=32 with the passphrase in Secret cam-ingest, key passphrase."
                                .formatted(port));
        cluster.awaitCondition(ns, "cam", "Ingesting", "False", "WaitingForPublisher");
        assertThat(cluster.status(ns, "cam").phase()).isEqualTo(Phase.Starting);

        cluster.packagers.say(ns, "cam", ON_AIR);
        var onAir = cluster.awaitStatus(ns, "cam", status -> status.phase() == Phase.Running);
        assertThat(onAir.media().summary()).isEqualTo("1280x720 25 fps H.264");
        assertThat(onAir.link()).isEqualTo(new Link(Link.Quality.Good, null, null));
        assertThat(onAir.startTime()).isEqualTo("2026-01-01T00:00:05Z");
        assertThat(onAir.port()).isEqualTo(port);
        assertThat(onAir.hlsUrl()).isEqualTo("http://cam-hls.life.svc:8080/playlist.m3u8");
        assertThat(onAir.observedGeneration()).isEqualTo(1);

        cluster.packagers.say(
                ns,
                "cam",
                ON_AIR.replace("\"OnAir\"", "\"Reconnecting\"")
                        .replace(
                                "\"Good\"",
                                "\"Poor\",\"reason\":\"PacketsLost\",\"message\":\"Lower it.\""));
        cluster.awaitCondition(ns, "cam", "Ingesting", "False", "Reconnecting");
        assertThat(cluster.status(ns, "cam").phase()).isEqualTo(Phase.Running);
        assertThat(cluster.status(ns, "cam").link())
                .isEqualTo(new Link(Link.Quality.Poor, "PacketsLost", "Lower it."));
        cluster.packagers.say(ns, "cam", WAITING);
        var off = cluster.awaitStatus(ns, "cam", status -> status.phase() == Phase.Starting);
        assertThat(off.media()).isNull();
        assertThat(off.link()).isNull();
        assertThat(off.startTime()).isNull();
    }

    @Test
    @DisplayName("a child deleted by hand comes back, with the same port")
    void childrenComeBack() {
        String ns = cluster.namespace("comeback");
        cluster.apply(ns, "cam", SRT);
        int port = cluster.port(ns, "cam");
        cluster.awaitThere(Deployment.class, ns, "cam");

        cluster.admin.services().inNamespace(ns).withName("cam-ingest").delete();
        cluster.admin.services().inNamespace(ns).withName("cam-hls").delete();
        cluster.admin.apps().deployments().inNamespace(ns).withName("cam").delete();

        cluster.awaitThere(Deployment.class, ns, "cam");
        cluster.awaitThere(Service.class, ns, "cam-hls");
        assertThat(cluster.port(ns, "cam")).isEqualTo(port);
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    v1                   | PersistentVolumeClaim | cam-data   | {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                    v1                   | Service               | cam-ingest | {ports: [{port: 80}]}
                    v1                   | Service               | cam-hls    | {ports: [{port: 80}]}
                    apps/v1              | Deployment            | cam        | {selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: i}]}}}
                    networking.k8s.io/v1 | NetworkPolicy         | cam        | {podSelector: {}}
                    policy/v1            | PodDisruptionBudget   | cam        | {selector: {matchLabels: {a: b}}}
                    """)
    @DisplayName("a foreign object of the same name is left alone and named")
    void foreignObjects(String version, String kind, String name, String spec) {
        String ns = cluster.namespace("foreign-" + kind.toLowerCase(Locale.ROOT) + "-" + name);
        HasMetadata foreign =
                cluster.admin
                        .resource(
                                """
                                apiVersion: %s
                                kind: %s
                                metadata: {name: %s, namespace: %s}
                                spec: %s
                                """
                                        .formatted(version, kind, name, ns, spec))
                        .create();

        cluster.apply(ns, "cam", SRT);
        if (kind.equals("PodDisruptionBudget")) {
            cluster.packagers.say(ns, "cam", ON_AIR);
            cluster.podRuns(ns, "cam");
        }

        var ready = cluster.awaitCondition(ns, "cam", "Ready", "False", "NameTaken");
        assertThat(ready.message()).contains(kind + " " + name);
        assertThat(cluster.admin.resource(foreign).get()).isEqualTo(foreign);
    }

    @Test
    @DisplayName("suspending takes the pod away and keeps everything else; resuming brings it back")
    void suspendAndResume() {
        String ns = cluster.namespace("suspend");
        cluster.apply(ns, "cam", SRT);
        cluster.packagers.say(ns, "cam", WAITING);
        cluster.podRuns(ns, "cam");
        var before = cluster.awaitStatus(ns, "cam", status -> status.ingestUrl() != null);
        cluster.awaitCondition(ns, "cam", "Ready", "True", "Listening");

        cluster.apply(ns, "cam", "{suspend: true, ingest: {srt: {}}}");
        cluster.awaitThat(Deployment.class, ns, "cam", found -> found.getSpec().getReplicas() == 0);
        cluster.podGoes(ns, "cam");
        cluster.awaitCondition(ns, "cam", "Ready", "True", "Suspended");
        var stopped = cluster.awaitStatus(ns, "cam", status -> status.phase() == Phase.Stopped);
        assertThat(stopped.ingestUrl()).isEqualTo(before.ingestUrl());
        assertThat(cluster.find(Secret.class, ns, "cam-ingest")).isPresent();
        assertThat(cluster.find(Service.class, ns, "cam-ingest")).isPresent();

        cluster.apply(ns, "cam", SRT.replace("{ingest", "{suspend: false, ingest"));
        cluster.awaitThat(Deployment.class, ns, "cam", found -> found.getSpec().getReplicas() == 1);
        cluster.podRuns(ns, "cam");
        cluster.awaitCondition(ns, "cam", "Ready", "True", "Listening");
    }

    @Test
    @DisplayName("suspending a stream that records leaves a pod that serves what it has")
    void suspendedWithRecordings() {
        String ns = cluster.namespace("replay");
        String recorded = "{%singest: {srt: {}}, recording: {enabled: true}}";
        cluster.apply(ns, "cam", recorded.formatted(""));
        cluster.awaitThat(
                Deployment.class, ns, "cam", found -> !environment(found).contains("REPLAY_ONLY"));

        cluster.apply(ns, "cam", recorded.formatted("suspend: true, "));
        cluster.awaitThat(
                Deployment.class,
                ns,
                "cam",
                found ->
                        found.getSpec().getReplicas() == 1
                                && environment(found).contains("REPLAY_ONLY"));
        cluster.packagers.say(ns, "cam", RECORDED);
        cluster.podRuns(ns, "cam");

        cluster.awaitCondition(ns, "cam", "Ready", "True", "Suspended");
        var status = cluster.awaitStatus(ns, "cam", seen -> seen.recordings() != null);
        assertThat(status.phase()).isEqualTo(Phase.Stopped);
        assertThat(status.recordings())
                .singleElement()
                .satisfies(recording -> {
                    assertThat(recording.startTime()).isEqualTo("2025-12-31T23:00:00Z");
                    assertThat(recording.seconds()).isEqualTo(2990);
                    assertThat(recording.bytes()).isEqualTo(934_375_000);
                    assertThat(recording.url())
                            .endsWith("/recordings/1767222000000abcd-17/playlist.m3u8");
                });
    }

    private static List<String> environment(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getName)
                .toList();
    }

    @Test
    @DisplayName("an idle stream costs no write, whatever happens around it, and a restart neither")
    void idle() throws IOException {
        String ns = cluster.namespace("idle");
        cluster.apply(ns, "cam", SRT);
        cluster.packagers.say(ns, "cam", WAITING);
        cluster.podRuns(ns, "cam");
        cluster.awaitCondition(ns, "cam", "Ingesting", "False", "WaitingForPublisher");
        int settled = cluster.writes(ns).size();

        int connected = cluster.packagers.connections(ns, "cam");
        cluster.stopOperator();
        cluster.startOperator();
        await().until(() -> cluster.packagers.connections(ns, "cam") > connected);
        cluster.admin
                .pods()
                .inNamespace(ns)
                .withName("cam-0")
                .edit(pod ->
                        new PodBuilder(pod)
                                .editMetadata()
                                .addToAnnotations("a", "b")
                                .endMetadata()
                                .build());
        // a change that must be written shows that everything before it has been looked at
        cluster.packagers.say(ns, "cam", ON_AIR);
        cluster.awaitCondition(ns, "cam", "Ingesting", "True", "OnAir");

        // a drain is blocked from now on; whether that or the status comes first does not matter
        await().untilAsserted(() ->
                assertThat(cluster.writes(ns).subList(settled, cluster.writes(ns).size()))
                        .filteredOn(write -> !write.endsWith("/events"))
                        .containsExactlyInAnyOrder(
                                "PATCH /apis/policy/v1/namespaces/idle/poddisruptionbudgets/cam",
                                "PATCH /apis/streamapp.dev/v1alpha1/namespaces/idle/livestreams/cam/status"));
    }

    @Test
    @DisplayName(
            "of edits in quick succession the last one counts, also when it crosses a status write")
    void quickEdits() throws InterruptedException {
        String ns = cluster.namespace("quick");
        for (int i = 0; i < 20; i++) {
            String name = "cam-" + i;
            cluster.apply(ns, name, SRT);
            cluster.awaitThere(PersistentVolumeClaim.class, ns, name + "-data");
            for (int edit = 0; edit < 4; edit++) {
                // no wait for a state: each edit is to meet the writes that follow the one before
                Thread.sleep(7 * i);
                cluster.apply(
                        ns,
                        name,
                        "{title: edit %d, ingest: {srt: {latency: %dms}}}"
                                .formatted(edit, 300 + edit));
            }
        }
        for (int i = 0; i < 20; i++) {
            cluster.awaitStatus(ns, "cam-" + i, status -> status.observedGeneration() == 5);
            cluster.awaitThat(
                    Deployment.class, ns, "cam-" + i, found -> found.toString().contains("303"));
        }
    }

    @Test
    @DisplayName("a new image waits while a publisher is on air, unless somebody asks for it")
    void rollout() throws IOException {
        String ns = cluster.namespace("rollout");
        for (String name : List.of("busy", "idle", "asked")) {
            cluster.apply(ns, name, SRT);
            cluster.packagers.say(ns, name, name.equals("idle") ? WAITING : ON_AIR);
            cluster.podRuns(ns, name);
        }
        cluster.awaitCondition(ns, "busy", "Ingesting", "True", "OnAir");
        cluster.awaitCondition(ns, "asked", "Ingesting", "True", "OnAir");
        cluster.awaitCondition(ns, "idle", "Ingesting", "False", "WaitingForPublisher");
        Object busy = podTemplate(ns, "busy");

        cluster.upgrade(Map.of("PACKAGER_IMAGE", "localhost/streamapp/packager:next"));

        cluster.awaitCondition(ns, "busy", "UpdatePending", "True", "OnAir");
        cluster.awaitThat(
                Deployment.class, ns, "idle", found -> found.toString().contains(":next"));
        cluster.awaitCondition(ns, "asked", "UpdatePending", "True", "OnAir");
        cluster.annotate(ns, "asked", "streamapp.dev/restart", "now");
        cluster.awaitThat(
                Deployment.class, ns, "asked", found -> found.toString().contains(":next"));
        assertThat(podTemplate(ns, "busy")).isEqualTo(busy);

        cluster.packagers.say(ns, "busy", WAITING);
        cluster.awaitThat(
                Deployment.class, ns, "busy", found -> found.toString().contains(":next"));
        cluster.awaitStatus(
                ns,
                "busy",
                status ->
                        status.conditions().stream()
                                .noneMatch(found -> found.type().equals("UpdatePending")));
    }

    private Object podTemplate(String ns, String name) {
        return cluster.find(Deployment.class, ns, name).orElseThrow().getSpec().getTemplate();
    }

    @Test
    @DisplayName("a stream that is on air holds up a drain, one that is not does not")
    void drain() {
        String ns = cluster.namespace("drain");
        cluster.apply(ns, "cam", SRT);
        cluster.packagers.say(ns, "cam", ON_AIR);
        cluster.podRuns(ns, "cam");

        var budget = cluster.awaitThere(PodDisruptionBudget.class, ns, "cam");
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isZero();
        assertThat(budget.getSpec().getSelector().getMatchLabels())
                .isEqualTo(
                        cluster.find(Deployment.class, ns, "cam")
                                .orElseThrow()
                                .getSpec()
                                .getSelector()
                                .getMatchLabels());

        cluster.packagers.say(ns, "cam", WAITING);
        await().until(() -> cluster.find(PodDisruptionBudget.class, ns, "cam").isEmpty());
    }

    @Test
    @DisplayName("a stream has a network policy until the administrator wants none")
    void networkPolicy() throws IOException {
        String ns = cluster.namespace("network");
        cluster.apply(ns, "cam", SRT);
        assertThat(cluster.awaitThere(NetworkPolicy.class, ns, "cam").getSpec().getEgress())
                .isNullOrEmpty();

        cluster.upgrade(Map.of("NETWORK_POLICY", "false"));
        await().until(() -> cluster.find(NetworkPolicy.class, ns, "cam").isEmpty());

        cluster.upgrade(Map.of("NETWORK_POLICY", "true"));
        cluster.awaitThere(NetworkPolicy.class, ns, "cam");
    }

    @Test
    @DisplayName("the children of a paused stream are left as they are until it goes on")
    void paused() {
        String ns = cluster.namespace("paused");
        cluster.apply(ns, "cam", SRT);
        cluster.awaitThere(Deployment.class, ns, "cam");
        cluster.annotate(ns, "cam", "streamapp.dev/paused", "true");
        cluster.awaitCondition(ns, "cam", "Paused", "True", "Annotated");

        cluster.apply(ns, "cam", "{ingest: {srt: {latency: 999ms}}}");
        cluster.admin.services().inNamespace(ns).withName("cam-hls").delete();
        cluster.awaitStatus(ns, "cam", status -> status.observedGeneration() == 2);
        assertThat(podTemplate(ns, "cam").toString()).doesNotContain("999ms");
        assertThat(cluster.find(Service.class, ns, "cam-hls")).isEmpty();

        cluster.annotate(ns, "cam", "streamapp.dev/paused", "false");
        cluster.awaitThere(Service.class, ns, "cam-hls");
        cluster.awaitThat(Deployment.class, ns, "cam", found -> found.toString().contains("999ms"));
    }

    @Test
    @DisplayName("a namespace that another operator claims is left to it, until it lets go")
    void claims() {
        String ns = cluster.namespace("claimed");
        cluster.apply(ns, "early", SRT);
        cluster.podRuns(ns, "early");
        await().until(() -> cluster.packagers.watchers(ns, "early") == 1);
        cluster.claim(ns, "elsewhere/other");
        // claims come over another watch than streams: this one is known once it has an effect.
        // That nobody listens any more is noticed by who speaks.
        await().until(() -> {
            cluster.packagers.say(ns, "early", WAITING);
            return cluster.packagers.watchers(ns, "early") == 0;
        });

        cluster.apply(ns, "cam", SRT);
        cluster.apply(cluster.namespace("unclaimed"), "cam", SRT);
        cluster.awaitThere(Deployment.class, "unclaimed", "cam");
        assertThat(cluster.find(Deployment.class, ns, "cam")).isEmpty();
        assertThat(cluster.writes(ns)).noneMatch(write -> write.contains("/cam"));

        cluster.admin.leases().inNamespace(ns).withName("streamapp-operator").delete();

        cluster.awaitThere(Deployment.class, ns, "cam");
    }

    @Test
    @DisplayName("a port of the node is the pod's, and its address the node's external one")
    void hostPort() {
        String ns = cluster.namespace("hostport");
        cluster.node("node-7", "203.0.113.7");
        cluster.apply(ns, "cam", "{ingest: {srt: {}}, exposure: {type: HostPort}}");
        int port = cluster.port(ns, "cam");
        var taken =
                cluster.awaitThere(Deployment.class, ns, "cam")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getPorts()
                        .getFirst();
        assertThat(taken.getHostPort()).isEqualTo(port).isBetween(10000, 10100);
        assertThat(cluster.awaitThere(Service.class, ns, "cam-ingest").getSpec().getType())
                .isEqualTo("ClusterIP");

        cluster.packagers.say(ns, "cam", WAITING);
        cluster.podRunsOn(ns, "cam", "node-7");
        assertThat(cluster.awaitCondition(ns, "cam", "Ready", "True", "Listening").message())
                .contains("srt://203.0.113.7:%d?".formatted(port));

        cluster.apply(ns, "second", "{ingest: {srt: {port: %d}}}".formatted(port));
        assertThat(cluster.awaitCondition(ns, "second", "Ready", "False", "PortTaken").message())
                .contains("is used by stream hostport/cam");
    }

    @Test
    @DisplayName("another default way in waits until the publisher leaves")
    void exposureDefault() throws IOException {
        String ns = cluster.namespace("wayin");
        cluster.apply(ns, "cam", SRT);
        cluster.packagers.say(ns, "cam", ON_AIR);
        cluster.podRuns(ns, "cam");
        cluster.awaitCondition(ns, "cam", "Ingesting", "True", "OnAir");
        int connected = cluster.packagers.connections(ns, "cam");

        cluster.upgrade(Map.of("EXPOSURE_DEFAULT", "ClusterIP"));
        await().until(() -> cluster.packagers.connections(ns, "cam") > connected);
        cluster.apply(ns, "cam", "{title: Bench, ingest: {srt: {}}}");
        cluster.awaitStatus(ns, "cam", status -> status.observedGeneration() == 2);
        assertThat(type(ns)).isEqualTo("NodePort");

        cluster.packagers.say(ns, "cam", WAITING);
        await().until(() -> type(ns).equals("ClusterIP"));
        cluster.upgrade(Map.of("EXPOSURE_DEFAULT", "NodePort"));
        await().until(() -> type(ns).equals("NodePort"));
    }

    private String type(String ns) {
        return cluster.find(Service.class, ns, "cam-ingest").orElseThrow().getSpec().getType();
    }

    @Test
    @DisplayName("what a stream needs and where it runs reaches its pod")
    void placement() {
        String ns = cluster.namespace("placement");
        cluster.apply(
                ns,
                "cam",
                """
                {ingest: {srt: {}}, resources: {requests: {cpu: 70m}},
                scheduling: {nodeSelector: {disk: ssd}, tolerations: [{key: dedicated, value: video}]}}
                """);

        var pod = cluster.awaitThere(Deployment.class, ns, "cam").getSpec().getTemplate().getSpec();
        assertThat(pod.getNodeSelector()).containsEntry("disk", "ssd");
        assertThat(pod.getTolerations().getFirst().getKey()).isEqualTo("dedicated");
        assertThat(pod.getContainers().getFirst().getResources().getRequests())
                .containsEntry("cpu", new Quantity("70m"))
                .containsEntry("memory", new Quantity("64Mi"));
    }

    @Test
    @DisplayName("what somebody changes in a child is put right")
    void tampering() {
        String ns = cluster.namespace("tampering");
        cluster.apply(ns, "cam", SRT);
        cluster.awaitThere(Deployment.class, ns, "cam");

        cluster.admin.apps().deployments().inNamespace(ns).withName("cam").scale(3);

        cluster.awaitThat(Deployment.class, ns, "cam", found -> found.getSpec().getReplicas() == 1);
    }

    @Test
    @DisplayName("a retained volume has no owner and is taken up again by the same name")
    void retain() {
        String ns = cluster.namespace("retain");
        String spec = "{ingest: {srt: {}}, storage: {reclaim: %s}}";
        cluster.apply(ns, "cam", spec.formatted("Delete"));
        cluster.awaitThat(
                PersistentVolumeClaim.class,
                ns,
                "cam-data",
                claim -> !claim.getMetadata().getOwnerReferences().isEmpty());
        LiveStream first = cluster.apply(ns, "cam", spec.formatted("Retain"));
        cluster.awaitThat(
                PersistentVolumeClaim.class,
                ns,
                "cam-data",
                claim -> claim.getMetadata().getOwnerReferences().isEmpty());
        cluster.deleteWithChildren(ns, "cam");
        assertThat(uidLabel(ns)).isEqualTo(first.getMetadata().getUid());

        LiveStream second = cluster.apply(ns, "cam", spec.formatted("Retain"));

        cluster.awaitThat(
                PersistentVolumeClaim.class,
                ns,
                "cam-data",
                _ -> uidLabel(ns).equals(second.getMetadata().getUid()));
        cluster.awaitThere(Deployment.class, ns, "cam");
    }

    private String uidLabel(String ns) {
        return cluster.find(PersistentVolumeClaim.class, ns, "cam-data")
                .orElseThrow()
                .getMetadata()
                .getLabels()
                .get("streamapp.dev/stream-uid");
    }

    @Test
    @DisplayName("a volume grows; where the cluster refuses that, StorageReady says so")
    void growth() {
        String ns = cluster.namespace("growth");
        String spec = "{ingest: {srt: {}}, storage: {size: %s}}";
        cluster.apply(ns, "cam", spec.formatted("1Gi"));
        cluster.awaitThere(PersistentVolumeClaim.class, ns, "cam-data");

        // it is not bound yet: the API server takes no change
        cluster.apply(ns, "cam", spec.formatted("1536Mi"));

        var condition =
                cluster.awaitCondition(ns, "cam", "StorageReady", "False", "StorageRefused");
        assertThat(condition.message()).contains("bound claims");
        cluster.bindVolume(ns, "cam-data");
        cluster.awaitThat(
                PersistentVolumeClaim.class,
                ns,
                "cam-data",
                claim ->
                        claim.getSpec()
                                .getResources()
                                .getRequests()
                                .get("storage")
                                .equals(new Quantity("1536Mi")));
        cluster.awaitCondition(ns, "cam", "StorageReady", "True", "Bound");
    }

    @Test
    @DisplayName(
            "a port that is taken, or that the cluster does not allow, is told with the remedy")
    void ports() {
        String ns = cluster.namespace("ports");
        String spec = "{ingest: {srt: {port: %d}}}";
        Runnable removal = cluster.foreignNodePort(ns, 10200);
        cluster.apply(ns, "foreign", spec.formatted(10200));
        cluster.apply(ns, "far", spec.formatted(40000));
        cluster.apply(ns, "first", spec.formatted(10300));
        assertThat(cluster.port(ns, "first")).isEqualTo(10300);
        cluster.apply(ns, "second", spec.formatted(10300));

        assertThat(cluster.awaitCondition(ns, "foreign", "Ready", "False", "PortTaken").message())
                .contains("another Service of this cluster");
        assertThat(cluster.awaitCondition(ns, "second", "Ready", "False", "PortTaken").message())
                .contains("is used by stream ports/first");
        assertThat(
                        cluster.awaitCondition(ns, "far", "Ready", "False", "NodePortOutOfRange")
                                .message())
                .contains("10000-32767", "ingest.portRange", "--service-node-port-range");
        cluster.awaitThere(Deployment.class, ns, "far");

        cluster.apply(ns, "foreign", spec.formatted(10302));
        assertThat(cluster.port(ns, "foreign")).isEqualTo(10302);
        removal.run();
        cluster.apply(ns, "heir", spec.formatted(10200));
        assertThat(cluster.port(ns, "heir")).as("nobody's, after all").isEqualTo(10200);

        cluster.apply(ns, "second", spec.formatted(10301));
        assertThat(cluster.port(ns, "second")).isEqualTo(10301);
        cluster.apply(ns, "second", SRT);
        cluster.awaitStatus(ns, "second", status -> status.observedGeneration() == 3);
        assertThat(cluster.port(ns, "second")).as("no longer pinned, but kept").isEqualTo(10301);
    }

    @Test
    @DisplayName("a port of the range that somebody else has is passed over")
    void foreignPort() {
        String ns = cluster.namespace("foreignport");
        cluster.apply(ns, "cam", SRT);
        int port = cluster.port(ns, "cam");
        cluster.deleteWithChildren(ns, "cam");
        cluster.foreignNodePort(ns, port);

        cluster.apply(ns, "cam", SRT);

        assertThat(cluster.port(ns, "cam")).isNotEqualTo(port).isBetween(10000, 10100);
    }

    @Test
    @DisplayName(
            "a stream that is made anew before its former Service is gone loses no port to others")
    void replaced() {
        String ns = cluster.namespace("replaced");
        cluster.apply(ns, "cam", SRT);
        int port = cluster.port(ns, "cam");
        cluster.admin.resources(LiveStream.class).inNamespace(ns).withName("cam").delete();
        cluster.apply(ns, "cam", SRT);
        cluster.awaitCondition(ns, "cam", "Ready", "False", "Terminating");

        cluster.apply(ns, "other", "{ingest: {srt: {port: %d}}}".formatted(port));

        assertThat(cluster.awaitCondition(ns, "other", "Ready", "False", "PortTaken").message())
                .contains("stream replaced/cam");
    }

    @Test
    @DisplayName(
            "a deleted stream is no longer followed and its port cools down, remembered in a ConfigMap")
    void departure() {
        String ns = cluster.namespace("departure");
        cluster.apply(ns, "cam", SRT);
        int port = cluster.port(ns, "cam");
        cluster.packagers.say(ns, "cam", WAITING);
        cluster.podRuns(ns, "cam");
        await().until(() -> cluster.packagers.watchers(ns, "cam") == 1);

        cluster.deleteWithChildren(ns, "cam");
        cluster.packagers.say(ns, "cam", ON_AIR);

        await().until(() ->
                cluster.find(ConfigMap.class, "streamapp", "streamapp-freed-ports")
                        .map(memory -> memory.getData().get(String.valueOf(port)))
                        .filter(owner -> owner.startsWith("departure/cam "))
                        .isPresent());
    }

    @Test
    @DisplayName("exposure is the administrator's to allow")
    void exposure() {
        String ns = cluster.namespace("exposure");
        cluster.apply(ns, "inside", "{ingest: {srt: {}}, exposure: {type: ClusterIP}}");
        cluster.apply(ns, "outside", "{ingest: {srt: {}}, exposure: {type: LoadBalancer}}");

        assertThat(cluster.awaitThere(Service.class, ns, "inside-ingest").getSpec().getType())
                .isEqualTo("ClusterIP");
        assertThat(
                        cluster.awaitCondition(
                                        ns, "outside", "Ready", "False", "ExposureNotAllowed")
                                .message())
                .contains("[NodePort, HostPort, ClusterIP]");
    }

    @Test
    @DisplayName("a test pattern has no way in, and a stream that turns into one loses it")
    void testPattern() {
        String ns = cluster.namespace("pattern");
        cluster.apply(ns, "cam", SRT);
        cluster.port(ns, "cam");

        cluster.ingest(ns, "cam", "{\"srt\": null, \"testPattern\": {}}");

        var pod =
                cluster.awaitThat(
                        Deployment.class,
                        ns,
                        "cam",
                        found ->
                                found.getSpec().getTemplate().getSpec().getContainers().size()
                                        == 2);
        assertThat(pod.getMetadata().getName()).isEqualTo("cam");
        await().until(() -> cluster.find(Service.class, ns, "cam-ingest").isEmpty());
        cluster.awaitStatus(ns, "cam", status -> status.ingestUrl() == null);
    }

    @Test
    @DisplayName("an RTMP stream has a TCP port and a stream key of its own, also where it was SRT")
    void rtmp() {
        String ns = cluster.namespace("rtmp");
        cluster.apply(ns, "cam", SRT);
        int port = cluster.port(ns, "cam");

        cluster.ingest(ns, "cam", "{\"srt\": null, \"rtmp\": {}}");

        var service =
                cluster.awaitThat(
                        Service.class,
                        ns,
                        "cam-ingest",
                        found -> found.getSpec().getPorts().getFirst().getProtocol().equals("TCP"));
        assertThat(service.getSpec().getPorts()).hasSize(1);
        assertThat(service.getSpec().getPorts().getFirst().getTargetPort().getIntVal())
                .isEqualTo(1935);
        assertThat(cluster.port(ns, "cam")).as("of another protocol, but kept").isEqualTo(port);
        var key = cluster.awaitThere(Secret.class, ns, "cam-stream-key").getData().get("streamKey");
        assertThat(new String(java.util.Base64.getDecoder().decode(key)))
                .matches("[A-Za-z0-9]{32}");
        cluster.packagers.say(ns, "cam", WAITING);
        cluster.podRuns(ns, "cam");
        assertThat(
                        cluster.awaitStatus(
                                        ns,
                                        "cam",
                                        status ->
                                                status.ingestUrl() != null
                                                        && status.ingestUrl().startsWith("rtmp"))
                                .ingestUrl())
                .isEqualTo("rtmp://ingest.example.org:%d/live".formatted(port));
    }

    @ParameterizedTest
    @CsvSource({
        "on-srt, '{\"srt\": {}}', '{\"srt\": null, \"rtmp\": {\"port\": %d}}', '{\"rtmp\": {\"port\": null}}', rtmp",
        "on-rtmp, '{\"rtmp\": {}}', '{\"rtmp\": null, \"srt\": {\"port\": %d}}', '{\"srt\": {\"port\": null}}', srt",
        "on-rtsp, '{\"rtsp\": {\"url\": \"rtsp://camera.example/live\"}}', '{\"rtsp\": null, \"srt\": {\"port\": %d}}', '{\"srt\": {\"port\": null}}', srt"
    })
    @DisplayName(
            "who turns to another kind of ingest at a port that is taken stays on air as before")
    void refusedWayIn(String ns, String before, String refused, String granted, String after) {
        cluster.namespace(ns);
        cluster.apply(ns, "other", SRT);
        cluster.apply(ns, "cam", "{ingest: %s}".formatted(before));
        cluster.packagers.say(ns, "cam", ON_AIR);
        cluster.podRuns(ns, "cam");
        String url =
                cluster.awaitStatus(ns, "cam", status -> status.phase() == Phase.Running)
                        .ingestUrl();
        var pod = cluster.awaitThere(Deployment.class, ns, "cam").getSpec();
        var guard = cluster.awaitThere(NetworkPolicy.class, ns, "cam").getSpec();

        cluster.ingest(ns, "cam", refused.formatted(cluster.port(ns, "other")));

        cluster.awaitCondition(ns, "cam", "Ready", "False", "PortTaken");
        cluster.awaitStatus(ns, "cam", status -> status.observedGeneration() == 2);
        assertThat(cluster.find(Deployment.class, ns, "cam").orElseThrow().getSpec())
                .isEqualTo(pod);
        assertThat(cluster.find(NetworkPolicy.class, ns, "cam").orElseThrow().getSpec())
                .isEqualTo(guard);
        assertThat(cluster.status(ns, "cam").ingestUrl()).isEqualTo(url);
        assertThat(cluster.status(ns, "cam").phase()).isEqualTo(Phase.Running);

        cluster.packagers.say(ns, "cam", WAITING);
        await().until(() -> cluster.find(PodDisruptionBudget.class, ns, "cam").isEmpty());

        cluster.ingest(ns, "cam", granted);
        cluster.awaitStatus(
                ns,
                "cam",
                status -> status.ingestUrl() != null && status.ingestUrl().startsWith(after));
        cluster.awaitThat(
                Deployment.class,
                ns,
                "cam",
                found ->
                        found.getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .getFirst()
                                .getPorts()
                                .getFirst()
                                .getName()
                                .equals(after));
    }

    @Test
    @DisplayName("a camera that is pulled has no way in; its credentials are a Secret's alone")
    void rtsp() {
        String ns = cluster.namespace("rtsp");
        cluster.apply(
                ns,
                "cam",
                "{ingest: {rtsp: {url: 'rtsp://camera.example/live', credentialsSecretRef: {name: camera}}}}");

        var pod = cluster.awaitThere(Deployment.class, ns, "cam").getSpec().getTemplate().getSpec();
        assertThat(pod.getContainers().getFirst().getEnv())
                .filteredOn(variable -> variable.getName().startsWith("RTSP_"))
                .extracting(variable -> variable.getName(), variable -> variable.getValue())
                .contains(tuple("RTSP_URL", "rtsp://camera.example/live"))
                .contains(tuple("RTSP_PASSWORD", null));
        cluster.packagers.say(
                ns,
                "cam",
                """
                {"state":"Waiting","since":"2026-01-01T00:00:00Z","listening":true,"problems":[{"reason":"BadCredentials","message":"Other ones."}]}
                """);
        cluster.podRuns(ns, "cam");
        cluster.awaitCondition(ns, "cam", "Ready", "True", "Pulling");
        cluster.awaitCondition(ns, "cam", "Ingesting", "False", "BadCredentials");
        await().until(() -> cluster.events(ns, "cam").contains("Warning BadCredentials"));
        assertThat(cluster.find(Service.class, ns, "cam-ingest")).isEmpty();
        assertThat(cluster.find(Secret.class, ns, "cam-ingest")).isEmpty();
        assertThat(cluster.status(ns, "cam").port()).isNull();
    }

    @Test
    @DisplayName(
            "a lost passphrase Secret is made anew when the pod misses it, and an Event says so")
    void lostSecret() {
        String ns = cluster.namespace("secret");
        cluster.apply(ns, "cam", SRT);
        cluster.awaitThere(Deployment.class, ns, "cam");
        cluster.admin.secrets().inNamespace(ns).withName("cam-ingest").delete();

        cluster.podIs(
                ns,
                "cam",
                """
                phase: Pending
                containerStatuses:
                - name: packager
                  image: i
                  imageID: i
                  ready: false
                  restartCount: 0
                  state: {waiting: {reason: CreateContainerConfigError, message: secret "cam-ingest" not found}}
                """);

        cluster.awaitThere(Secret.class, ns, "cam-ingest");
        await().until(() -> cluster.events(ns, "cam").contains("Warning PassphraseReplaced"));
    }

    @Test
    @DisplayName("the operator is alive, ready and measured")
    void health() throws IOException, InterruptedException {
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(get("/readyz").body()).isEqualTo("ok\n"));
        cluster.apply(cluster.namespace("measured"), "cam", SRT);
        await().untilAsserted(() -> {
            assertThat(metric("streamapp_operator_leading")).isEqualTo(1);
            assertThat(exposedMetrics()).containsAll(documentedMetrics());
        });
        assertThat(documentedMetrics()).containsAll(exposedMetrics());
    }

    private Set<String> exposedMetrics() throws IOException, InterruptedException {
        Set<String> exposed =
                Pattern.compile("(?m)^# TYPE (\\S+) ")
                        .matcher(get("/metrics").body())
                        .results()
                        .map(type -> type.group(1))
                        .filter(name -> !name.matches("(jvm|process|system)_.*"))
                        .collect(Collectors.toSet());
        // there once something has gone wrong
        exposed.addAll(List.of("reconciliations_failure_total", "reconciliations_retries_total"));
        return exposed;
    }

    private static Set<String> documentedMetrics() throws IOException {
        String text = Files.readString(Path.of("../docs/metrics.md"));
        String ours = text.substring(text.indexOf("## Operator"), text.indexOf("Beside these"));
        return Pattern.compile("(?m)^\\| `([a-z_]+)` \\|")
                .matcher(ours)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }

    @Test
    @DisplayName("streams are counted by phase, and those that wait for an update")
    void counted() throws IOException, InterruptedException {
        String ns = cluster.namespace("counted");
        int running = metric("streamapp_streams{phase=\"Running\"}");
        cluster.apply(ns, "cam", SRT);
        cluster.packagers.say(ns, "cam", ON_AIR);
        cluster.podRuns(ns, "cam");
        cluster.awaitStatus(ns, "cam", status -> status.phase() == Phase.Running);

        await().until(() -> metric("streamapp_streams{phase=\"Running\"}") == running + 1);
        assertThat(metric("streamapp_ingest_ports_free")).isBetween(1, 100);
    }

    private int metric(String series) throws IOException, InterruptedException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> (int) Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            URI uri =
                    URI.create("http://127.0.0.1:%d%s".formatted(cluster.operatorHttpPort(), path));
            return http.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
