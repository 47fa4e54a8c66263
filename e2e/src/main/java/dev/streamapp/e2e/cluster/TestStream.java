package dev.streamapp.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamapp.e2e.watch.RecordingProxy;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A LiveStream and what there is to see of it from outside. */
public final class TestStream implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STREAM_LABEL = "streamapp.dev/stream";

    private final Cluster cluster;
    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private @Nullable RecordingProxy proxy;

    TestStream(Cluster cluster, String namespace, String name) {
        this.cluster = cluster;
        this.client = cluster.client();
        this.namespace = namespace;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public String namespace() {
        return namespace;
    }

    /** Waits until it can be published to. */
    public TestStream ready() {
        awaitCondition("Ready", "True", Duration.ofSeconds(90));
        return this;
    }

    /** Waits for a phase. */
    public JsonNode awaitPhase(String phase, Duration patience) {
        return await(
                "phase " + phase, patience, status -> status.path("phase").asText().equals(phase));
    }

    /** Waits until a condition has a status. */
    public JsonNode awaitCondition(String type, String value, Duration patience) {
        return await(type, "status", value, patience);
    }

    /** Waits until a condition is there for a reason. */
    public JsonNode awaitReason(String type, String reason, Duration patience) {
        return await(type, "reason", reason, patience);
    }

    private JsonNode await(String type, String field, String value, Duration patience) {
        return await(
                "%s with %s %s".formatted(type, field, value),
                patience,
                status ->
                        condition(status, type)
                                .filter(condition -> condition.path(field).asText().equals(value))
                                .isPresent());
    }

    /** Waits until something holds of the status; fails with the status as it is. */
    public JsonNode await(String what, Duration patience, Predicate<JsonNode> holds) {
        return Awaitility.await(name + ": " + what)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(this::status, holds);
    }

    /** The status as it is now; an empty object while there is none. */
    public JsonNode status() {
        GenericKubernetesResource live = resource().get();
        Object status = live == null ? null : live.getAdditionalProperties().get("status");
        return status == null ? JSON.createObjectNode() : JSON.valueToTree(status);
    }

    /** A condition of a status. */
    public static Optional<JsonNode> condition(JsonNode status, String type) {
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return Optional.of(condition);
            }
        }
        return Optional.empty();
    }

    /** Where to publish to, as the status says it. */
    public String ingestUrl() {
        return await(
                        "an ingest URL",
                        Duration.ofSeconds(60),
                        status -> status.hasNonNull("ingestUrl"))
                .path("ingestUrl")
                .asText();
    }

    /** The passphrase the operator made; null for a stream without encryption. */
    public @Nullable String passphrase() {
        return secret("-ingest", "passphrase");
    }

    /** Where to publish to over RTMP, with the stream key that the operator made. */
    public String rtmpUrl() {
        return ingestUrl() + "/" + secret("-stream-key", "streamKey");
    }

    private @Nullable String secret(String suffix, String key) {
        var secret = client.secrets().inNamespace(namespace).withName(name + suffix).get();
        return secret == null
                ? null
                : new String(
                        Base64.getDecoder().decode(secret.getData().get(key)),
                        StandardCharsets.UTF_8);
    }

    /** The address for viewers. Everything that is fetched there is held to the rules. */
    public synchronized RecordingProxy watch() {
        if (proxy == null) {
            proxy = new RecordingProxy(packager(), cluster.ownAddress(), Clock.systemUTC());
        }
        return proxy;
    }

    /** The packager's port for media, with nothing between. */
    public URI packager() {
        return URI.create("http://" + cluster.nodeAddress() + ":" + watchPort(0));
    }

    /** The packager's port for operators and metrics, with nothing between. */
    public URI controls() {
        return URI.create("http://" + cluster.nodeAddress() + ":" + watchPort(1));
    }

    /** The packager's own words, as the operator hears them. */
    public RecordingProxy control() {
        return new RecordingProxy(controls(), Clock.systemUTC());
    }

    private int watchPort(int index) {
        Service service =
                new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name + "-e2e-watch")
                        .withNamespace(namespace)
                        .withLabels(Map.of("app.kubernetes.io/part-of", "streamapp-e2e"))
                        .endMetadata()
                        .withNewSpec()
                        .withType("NodePort")
                        .withPublishNotReadyAddresses(true)
                        .withSelector(
                                Map.of(
                                        STREAM_LABEL,
                                        name,
                                        "app.kubernetes.io/managed-by",
                                        "streamapp-operator"))
                        .addNewPort()
                        .withName("media")
                        .withPort(8080)
                        .endPort()
                        .addNewPort()
                        .withName("control")
                        .withPort(9090)
                        .endPort()
                        .endSpec()
                        .build();
        var services = client.services().inNamespace(namespace);
        Service existing = services.withName(name + "-e2e-watch").get();
        Service made = existing != null ? existing : services.resource(service).create();
        return made.getSpec().getPorts().get(index).getNodePort();
    }

    /** Its pods that are not being deleted. */
    public List<Pod> pods() {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabel(STREAM_LABEL, name)
                .list()
                .getItems()
                .stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /** Its one pod. */
    public Pod pod() {
        return pods().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no pod"));
    }

    /** Deletes its pod, as a node drain does. */
    public void deletePod() {
        var pod = client.pods().inNamespace(namespace).withName(pod().getMetadata().getName());
        pod.delete();
        pod.waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
    }

    /** Kills ffmpeg in the pod with SIGKILL. */
    public String killFfmpeg() {
        // the image has no pkill: the shell of the packager's image looks through /proc itself
        return cluster.kubectl(
                "exec",
                "-n",
                namespace,
                pod().getMetadata().getName(),
                "-c",
                "packager",
                "--",
                "sh",
                "-c",
                "for p in /proc/[0-9]*; do read -r c <$p/comm && [ \"$c\" = ffmpeg ] && kill -9 ${p#/proc/} && echo killed ${p#/proc/}; done; true");
    }

    /** Sets {@code spec.suspend}. */
    public void suspend(boolean suspend) {
        edit("{\"suspend\": %s}".formatted(suspend));
    }

    /**
     * Switches recording on, which starts its pod anew; its time on air, and the recording with it,
     * ends five seconds after its publisher left.
     */
    public TestStream record() {
        Pod before = pod();
        edit("{\"recording\": {\"enabled\": true}, \"reconnectWindow\": \"5s\"}");
        awaitPodAfter(before, Duration.ofSeconds(60));
        return this;
    }

    /** Waits until another pod is ready, and the status says that the stream is. */
    public void awaitPodAfter(Pod before, Duration patience) {
        Awaitility.await(name + ": another pod")
                .atMost(patience)
                .until(() ->
                        pods().stream()
                                .filter(pod ->
                                        !pod.getMetadata()
                                                .getUid()
                                                .equals(before.getMetadata().getUid()))
                                .anyMatch(Readiness.getInstance()::isReady));
        ready();
    }

    /** As {@code kubectl delete} and {@code kubectl apply} do with its manifest. */
    public void applyAgain() {
        Object spec = resource().require().getAdditionalProperties().get("spec");
        Map<String, Object> manifest = Map.of("spec", Objects.requireNonNull(spec));
        resource().delete();
        resource().waitUntilCondition(Objects::isNull, 60, TimeUnit.SECONDS);
        new Streams(cluster, namespace).create(name, manifest);
    }

    private void edit(String spec) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": %s}".formatted(spec));
    }

    Resource<GenericKubernetesResource> resource() {
        return client.genericKubernetesResources(Cluster.LIVE_STREAMS)
                .inNamespace(namespace)
                .withName(name);
    }

    /** Deletes the LiveStream and what the test added. */
    public void delete() {
        client.services().inNamespace(namespace).withName(name + "-e2e-watch").delete();
        resource().delete();
    }

    /** Everything in the namespace that carries the stream's label, as {@code Kind/name}. */
    public List<String> children() {
        String found =
                cluster.kubectl(
                        "get",
                        "deployments,replicasets,pods,services,secrets,persistentvolumeclaims,configmaps,endpointslices,networkpolicies",
                        "-n",
                        namespace,
                        "-l",
                        STREAM_LABEL + "=" + name,
                        "-o",
                        "name",
                        "--ignore-not-found");
        return found.lines().filter(line -> line.contains("/")).toList();
    }

    @Override
    public void close() {
        delete();
        if (proxy != null) {
            proxy.close();
        }
    }
}
