package dev.streamapp.operator.testing;

import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.Authorizer;
import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.operator.Settings;
import dev.streamapp.operator.StreamOperator;
import dev.streamapp.operator.children.SharedGateway;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A cluster as the tests speak of it: a real API server, an operator running with its own rights
 * and no others, and the test in the roles of kubelet and controllers.
 */
public final class Cluster implements AutoCloseable {

    private static final String SYSTEM = "streamapp";
    private static final String GROWS = "grows";
    private static final String OPERATOR = "system:serviceaccount:streamapp:streamapp-operator";
    private static final String RUNNING =
            """
            phase: Running
            podIP: 127.0.0.1
            hostIP: 192.0.2.7
            containerStatuses:
            - name: packager
              image: i
              imageID: i
              ready: true
              restartCount: 0
              state: {running: {startedAt: "2026-01-01T00:00:00Z"}}
            """;

    /** Longer than the operator's longest pause between two tries. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int MOST_STARTS = 5;

    static {
        // machines that build and test at once are slow; a wait ends when it is fulfilled
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    public final KubernetesClient admin;
    public final FakePackager packagers;
    private final UnaryOperator<ConfigBuilder> route;
    private KubernetesClient operatorClient;
    public final Rights rights = new Rights();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private StreamOperator operator;
    private final Map<String, String> environment = new HashMap<>();

    /** An operator that speaks to the API server itself. */
    public Cluster(KubernetesClient admin, Map<String, String> settings) throws IOException {
        this(admin, settings, direct -> direct);
    }

    /**
     * An operator that takes another route to the API server.
     *
     * @param route asked at each start of the operator
     */
    public Cluster(
            KubernetesClient admin,
            Map<String, String> settings,
            UnaryOperator<ConfigBuilder> route)
            throws IOException {
        this.admin = admin;
        this.route = route;
        this.packagers = new FakePackager();
        environment.putAll(
                Map.of(
                        "OPERATOR_NAMESPACE", SYSTEM,
                        "PACKAGER_IMAGE", "localhost/streamapp/packager:test",
                        "PUBLISHER_IMAGE", "localhost/streamapp/publisher:test",
                        "INGEST_PUBLIC_HOST", "ingest.example.org",
                        "HTTP_PORT", "0",
                        "PACKAGER_WATCH_URL", packagers.urlTemplate()));
        environment.putAll(settings);
        grant("rbac.yaml", "streamapp-operator", namespace(environment.get("OPERATOR_NAMESPACE")));
        SharedGateway gateway = Settings.from(environment).gateway();
        if (gateway != null) {
            grant(
                    "rbac-udproute.yaml",
                    "streamapp-operator-udproute",
                    namespace(gateway.namespace()));
        }
        startOperator();
    }

    /**
     * Starts the operator, as often as a kubelet would: an API server that is late for its start
     * ends it. Returns when it is in step.
     */
    public synchronized void startOperator() throws IOException {
        for (int starts = 1; ; starts++) {
            try {
                startOnce();
                return;
            } catch (OperatorException e) {
                stopOperator();
                if (starts == MOST_STARTS) {
                    throw e;
                }
            }
        }
    }

    private void startOnce() throws IOException {
        operatorClient =
                new KubernetesClientBuilder()
                        .withConfig(
                                route.apply(
                                                new ConfigBuilder(
                                                        Config.class.cast(
                                                                admin.getConfiguration())))
                                        .withRequestTimeout(Config.DEFAULT_REQUEST_TIMEOUT)
                                        .withImpersonateUsername(OPERATOR)
                                        .build())
                        .withHttpClientBuilderConsumer(http ->
                                http.addOrReplaceInterceptor("writes", noting(writes))
                                        .addOrReplaceInterceptor("rights", rights))
                        .build();
        operator =
                new StreamOperator(
                        Settings.from(environment), operatorClient, Clock.systemUTC(), "test");
        operator.start();
    }

    /** Starts the operator anew with these settings on top, as an upgrade would. */
    public void upgrade(Map<String, String> settings) throws IOException {
        stopOperator();
        environment.putAll(settings);
        startOperator();
    }

    /** What a process needs to be the operator here: settings, address and identity. */
    public Map<String, String> operatorEnvironment() {
        Map<String, String> all = new HashMap<>(environment);
        Config config = operatorClient.getConfiguration();
        all.put("KUBERNETES_MASTER", config.getMasterUrl());
        all.put("KUBERNETES_AUTH_TRYKUBECONFIG", "false");
        all.put("KUBERNETES_IMPERSONATE_USERNAME", config.getImpersonateUsername());
        put(all, "KUBERNETES_CERTS_CA_DATA", config.getCaCertData());
        put(all, "KUBERNETES_CERTS_CA_FILE", config.getCaCertFile());
        put(all, "KUBERNETES_CERTS_CLIENT_DATA", config.getClientCertData());
        put(all, "KUBERNETES_CERTS_CLIENT_FILE", config.getClientCertFile());
        put(all, "KUBERNETES_CERTS_CLIENT_KEY_DATA", config.getClientKeyData());
        put(all, "KUBERNETES_CERTS_CLIENT_KEY_FILE", config.getClientKeyFile());
        return all;
    }

    private static void put(Map<String, String> all, String name, String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    /** Another installation's claim of a namespace. */
    public void claim(String namespace, String holder) {
        admin.resource(
                        new LeaseBuilder()
                                .withNewMetadata()
                                .withName("streamapp-operator")
                                .withNamespace(namespace)
                                .addToLabels("streamapp.dev/claim", "true")
                                .endMetadata()
                                .withNewSpec()
                                .withHolderIdentity(holder)
                                .endSpec()
                                .build())
                .create();
    }

    /** {@code kubectl annotate --overwrite} of a LiveStream. */
    public void annotate(String namespace, String name, String annotation, String value) {
        admin.resources(LiveStream.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"%s\": \"%s\"}}}"
                                .formatted(annotation, value));
    }

    /** Stops the operator as its pod would be stopped. */
    public synchronized void stopOperator() {
        operator.close();
        operatorClient.close();
    }

    /** Leaves the operator to itself: the end of it is nobody's to wait for. */
    public synchronized Runnable abandonOperator() {
        StreamOperator abandoned = operator;
        KubernetesClient itsClient = operatorClient;
        return () -> {
            abandoned.close();
            itsClient.close();
        };
    }

    /** What the operator wrote to this namespace so far, as METHOD PATH. */
    public List<String> writes(String namespace) {
        return writes.stream()
                .filter(write -> write.contains("/namespaces/" + namespace + "/"))
                .toList();
    }

    private static Interceptor noting(List<String> writes) {
        return new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                if (!request.method().equals("GET")) {
                    writes.add(request.method() + " " + request.uri().getPath());
                }
            }
        };
    }

    /** The Events about a stream, by reason. */
    public List<String> events(String namespace, String name) {
        return admin.events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getRegarding().getName().equals(name))
                .map(event -> event.getType() + " " + event.getReason())
                .toList();
    }

    /** How many streams the operator knows of. */
    public long streams() throws IOException {
        return metric("streamapp_streams{");
    }

    /** What the operator's series that begin like this add up to. */
    private long metric(String series) throws IOException {
        URI metrics = URI.create("http://127.0.0.1:%d/metrics".formatted(operatorHttpPort()));
        try (InputStream answer = metrics.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(series))
                    .mapToLong(line ->
                            (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }
    }

    public int operatorHttpPort() {
        return operator.httpPort();
    }

    /** Makes a namespace. */
    public String namespace(String name) {
        admin.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                .serverSideApply();
        return name;
    }

    /** {@code kubectl apply} of a LiveStream with this spec. */
    public LiveStream apply(String namespace, String name, String spec) {
        LiveStream stream =
                Serialization.unmarshal(
                        """
                        apiVersion: streamapp.dev/v1alpha1
                        kind: LiveStream
                        metadata: {name: %s, namespace: %s}
                        spec: %s
                        """
                                .formatted(name, namespace, spec),
                        LiveStream.class);
        return admin.resource(stream).forceConflicts().serverSideApply();
    }

    /** {@code kubectl patch} of spec.ingest; the operator may write the status meanwhile. */
    public void ingest(String namespace, String name, String change) {
        admin.resources(LiveStream.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"spec\": {\"ingest\": %s}}".formatted(change));
    }

    public LiveStreamStatus status(String namespace, String name) {
        return Optional.ofNullable(
                        admin.resources(LiveStream.class)
                                .inNamespace(namespace)
                                .withName(name)
                                .get()
                                .getStatus())
                .orElseGet(LiveStreamStatus::unknown);
    }

    /** Waits for a condition with this status and reason. */
    public Condition awaitCondition(
            String namespace, String name, String type, String status, String reason) {
        return await("%s=%s %s of %s".formatted(type, status, reason, name))
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> condition(namespace, name, type),
                        found ->
                                found.status().name().equals(status)
                                        && found.reason().equals(reason));
    }

    public LiveStreamStatus awaitStatus(
            String namespace, String name, Predicate<LiveStreamStatus> wanted) {
        return await("status of " + name)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> status(namespace, name), wanted);
    }

    public Condition condition(String namespace, String name, String type) {
        return status(namespace, name).conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until an object is there. */
    public <T extends HasMetadata> T awaitThere(Class<T> kind, String namespace, String name) {
        return awaitThat(kind, namespace, name, _ -> true);
    }

    public <T extends HasMetadata> T awaitThat(
            Class<T> kind, String namespace, String name, Predicate<T> wanted) {
        return Awaitility.await(kind.getSimpleName() + " " + name)
                .atMost(PATIENCE)
                .until(() -> find(kind, namespace, name), found -> found.filter(wanted).isPresent())
                .orElseThrow();
    }

    public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
        return Optional.ofNullable(
                admin.resources(kind).inNamespace(namespace).withName(name).get());
    }

    public int port(String namespace, String name) {
        return awaitThere(Service.class, namespace, name + "-ingest")
                .getSpec()
                .getPorts()
                .getFirst()
                .getPort();
    }

    /** What the Deployment's controller and a kubelet would do: the pod runs. */
    public Pod podRuns(String namespace, String name) {
        return podIs(namespace, name, RUNNING);
    }

    /** The same, on this node. */
    public Pod podRunsOn(String namespace, String name, String node) {
        return podIs(namespace, name, RUNNING, node);
    }

    /** A node with this external address. */
    public void node(String name, String address) {
        admin.resource(new NodeBuilder().withNewMetadata().withName(name).endMetadata().build())
                .serverSideApply();
        admin.nodes()
                .withName(name)
                .editStatus(node ->
                        new NodeBuilder(node)
                                .withNewStatus()
                                .addNewAddress(address, "ExternalIP")
                                .endStatus()
                                .build());
    }

    /** A pod with this status. */
    public Pod podIs(String namespace, String name, String status) {
        return podIs(namespace, name, status, null);
    }

    private Pod podIs(String namespace, String name, String status, String node) {
        var template = awaitThere(Deployment.class, namespace, name).getSpec().getTemplate();
        Pod pod =
                new PodBuilder()
                        .withNewMetadata()
                        .withName(name + "-0")
                        .withNamespace(namespace)
                        .withLabels(template.getMetadata().getLabels())
                        .withAnnotations(template.getMetadata().getAnnotations())
                        .endMetadata()
                        .withSpec(template.getSpec().edit().withNodeName(node).build())
                        .build();
        admin.resource(pod).serverSideApply();
        return admin.pods()
                .inNamespace(namespace)
                .withName(name + "-0")
                .editStatus(there -> {
                    there.setStatus(Serialization.unmarshal(status, PodStatus.class));
                    return there;
                });
    }

    /** The pod goes at once. */
    public void podGoes(String namespace, String name) {
        admin.pods().inNamespace(namespace).withName(name + "-0").withGracePeriod(0).delete();
    }

    /** The stream is deleted, and with it all it owns: what the garbage collector would do. */
    public void deleteWithChildren(String namespace, String name) {
        LiveStream gone =
                admin.resources(LiveStream.class).inNamespace(namespace).withName(name).get();
        admin.resource(gone).delete();
        awaitInStep();
        Stream.<List<? extends HasMetadata>>of(
                        admin.services().inNamespace(namespace).list().getItems(),
                        admin.apps().deployments().inNamespace(namespace).list().getItems(),
                        admin.persistentVolumeClaims().inNamespace(namespace).list().getItems(),
                        admin.secrets().inNamespace(namespace).list().getItems())
                .flatMap(List::stream)
                .filter(child -> isOwned(child, gone))
                .forEach(child -> admin.resource(child).delete());
        podGoes(namespace, name);
    }

    /**
     * Waits until the operator knows of the streams that there are, and of no others, and does
     * nothing for one that it still knew of: a garbage collector that is faster than the news of it
     * would have children made again.
     */
    private void awaitInStep() {
        await("the operator knows which streams are there")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        streams() == streamsThere()
                                && metric("streamapp_reconciliations_active ") == 0);
    }

    private int streamsThere() {
        return admin.resources(LiveStream.class).inAnyNamespace().list().getItems().size();
    }

    private static boolean isOwned(HasMetadata child, LiveStream owner) {
        return child.getMetadata().getOwnerReferences().stream()
                .anyMatch(reference -> reference.getUid().equals(owner.getMetadata().getUid()));
    }

    /** Somebody's Service with this UDP node port; what is returned deletes it. */
    public Runnable foreignNodePort(String namespace, int port) {
        var foreign =
                admin.resource(
                        new ServiceBuilder()
                                .withNewMetadata()
                                .withName("somebody-" + port)
                                .withNamespace(namespace)
                                .endMetadata()
                                .withNewSpec()
                                .withType("NodePort")
                                .addNewPort()
                                .withProtocol("UDP")
                                .withPort(port)
                                .withNodePort(port)
                                .endPort()
                                .endSpec()
                                .build());
        foreign.create();
        return foreign::delete;
    }

    /**
     * A class of volumes that can grow. Make it early: the API server hears of it a moment later,
     * and until then refuses that a volume grows.
     */
    public static void growingClass(KubernetesClient admin) {
        admin.resource(
                        new StorageClassBuilder()
                                .withNewMetadata()
                                .withName(GROWS)
                                .endMetadata()
                                .withProvisioner("example.org/none")
                                .withAllowVolumeExpansion(true)
                                .build())
                .serverSideApply();
    }

    /** What a provisioner of {@link #growingClass} would do. */
    public void bindVolume(String namespace, String claim) {
        var claims = admin.persistentVolumeClaims().inNamespace(namespace).withName(claim);
        claims.edit(there ->
                new PersistentVolumeClaimBuilder(there)
                        .editSpec()
                        .withVolumeName("volume-of-" + claim)
                        .withStorageClassName(GROWS)
                        .endSpec()
                        .build());
        claims.editStatus(there ->
                new PersistentVolumeClaimBuilder(there)
                        .withNewStatus()
                        .withPhase("Bound")
                        .withCapacity(Map.of("storage", new Quantity("1Gi")))
                        .endStatus()
                        .build());
    }

    /**
     * The operator gets its own rights and no others.
     *
     * @param file with a ClusterRole and a Role of one name
     * @param namespace where the Role counts
     */
    private void grant(String file, String name, String namespace) throws IOException {
        List<HasMetadata> roles;
        try (InputStream rules = Files.newInputStream(Path.of(file))) {
            roles = admin.load(rules).items();
        }
        roles.forEach(role -> admin.resource(role).inNamespace(namespace).serverSideApply());
        admin.resource(
                        new ClusterRoleBindingBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", name)
                                .addNewSubject(null, "ServiceAccount", "streamapp-operator", SYSTEM)
                                .build())
                .serverSideApply();
        admin.resource(
                        new RoleBindingBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(namespace)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "Role", name)
                                .addNewSubject(null, "ServiceAccount", "streamapp-operator", SYSTEM)
                                .build())
                .serverSideApply();
        roles.forEach(role -> awaitGranted(role, namespace));
    }

    /** A role comes in one piece: its first rule speaks for all. */
    private void awaitGranted(HasMetadata role, String namespace) {
        boolean everywhere = role instanceof ClusterRole;
        PolicyRule rule =
                role instanceof ClusterRole wide
                        ? wide.getRules().getFirst()
                        : ((Role) role).getRules().getFirst();
        Authorizer.awaitAllowed(
                admin,
                OPERATOR,
                new ResourceAttributesBuilder()
                        .withNamespace(everywhere ? "" : namespace)
                        .withGroup(rule.getApiGroups().getFirst())
                        .withResource(rule.getResources().getFirst())
                        .withVerb(rule.getVerbs().getFirst())
                        .build());
    }

    @Override
    public void close() {
        stopOperator();
        packagers.close();
    }
}
