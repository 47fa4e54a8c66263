package dev.streamapp.operator.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.streamapp.crds.CampaignReport;
import dev.streamapp.crds.KubeApi;
import dev.streamapp.operator.testing.Cluster;
import dev.streamapp.operator.testing.Rights;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mallory may write LiveStreams in her namespaces, where Pod Security is restricted. */
@ExtendWith(KubeApi.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("One who may write LiveStreams in a namespace gets no further by them")
class HostileTenantIT {

    /** What is written into a text field; the first is the harmless one. */
    private static final List<String> TEXTS =
            List.of(
                    "harmless",
                    "$(SRT_PASSPHRASE)",
                    "$(id)",
                    "`id`",
                    "; touch /tmp/x",
                    "-i",
                    "--help",
                    "a -f mp4 /data/x",
                    "a\n-i\nfile:///etc/passwd",
                    "file:///etc/passwd",
                    "concat:/etc/passwd|/etc/shadow",
                    "../../etc/passwd",
                    "other-namespace/secret",
                    "{{ .Values.x }}",
                    "a\": \"b\", \"hostNetwork\": \"true",
                    "\u202Etxt",
                    "é😀",
                    "\u0000");

    /** Where a text may show up: values that nobody interprets. */
    private static final String HARMLESS_PLACE =
            ".*/env/[0-9]+/(value|valueFrom/secretKeyRef/(name|key))|.*/storageClassName|/status/(phase|conditions/.*)";

    private final CampaignReport report = CampaignReport.ofWhole("hostile-tenant");
    private KubernetesClient admin;
    private Map<String, FieldCases> cases;
    private Inventory inventory;
    private Cluster cluster;
    private Tenant mallory;

    @BeforeAll
    void start(KubernetesClient administrator) throws IOException {
        admin = administrator;
        inventory = new Inventory(admin);
        cases = FieldCases.all();
        cluster =
                new Cluster(
                        admin,
                        Map.of(
                                "INGEST_PORT_RANGE", "12000-12999",
                                "OPERATOR_NAMESPACE", "tenant-system"));
        mallory = new Tenant(admin, cluster);
    }

    @AfterAll
    void stop() throws IOException {
        mallory.close();
        cluster.close();
        report.write();
        assertThat(Rights.granted("rbac.yaml"))
                .as("rights used")
                .containsAll(cluster.rights.used());
    }

    static Stream<Field> texts() throws IOException {
        return Field.all().stream().filter(Field::isFreeText);
    }

    @ParameterizedTest
    @EnabledIfSystemProperty(named = "campaign", matches = "full")
    @MethodSource
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("a text is refused, or stays a value: no argument, label, path or host access")
    void texts(Field field) {
        String key = FieldCases.keyOf(field.path(), cases).orElseThrow();
        FieldCases said = cases.get(key);
        TreeMap<String, String> harmless = null;
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            // what cannot change needs a stream of its own
            String namespace =
                    mallory.namespace(
                            "text-"
                                    + namePart(field.path())
                                    + (said.fixed() == null ? "" : "-" + i));
            var refusal = mallory.tries(namespace, "cam", said.with(field.path(), text));
            if (refusal.isPresent()) {
                assertThat(refusal.get().getCode()).as(refusal.get().getMessage()).isIn(400, 422);
                report.passed("hostile text refused");
                continue;
            }
            mallory.awaitDone(namespace, "cam");
            TreeMap<String, String> now = Snapshot.of(admin, inventory, namespace);
            harmless = harmless == null ? now : harmless;
            differOnlyInValues(harmless, now);
            mallory.podIsAdmitted(namespace, "cam");
            report.passed("hostile text without effect");
        }
    }

    private static void differOnlyInValues(
            TreeMap<String, String> harmless, TreeMap<String, String> now) {
        assertThat(now.keySet()).isEqualTo(harmless.keySet());
        now.forEach((name, object) -> {
            assertThat(Leaves.differences(harmless.get(name), object))
                    .as("where %s differs", name)
                    .allMatch(pointer -> pointer.matches(HARMLESS_PLACE));
            assertThat(Leaves.of(object))
                    .as("the kubelet puts another variable's value in its place")
                    .noneSatisfy((pointer, value) -> {
                        assertThat(pointer).matches(".*/env/[0-9]+/value");
                        // $$( is an escaped one
                        assertThat(value).matches("(?s).*(?<![$])([$][$])*[$][(].*");
                    });
        });
    }

    private static String namePart(String path) {
        return path.toLowerCase(Locale.ROOT).replace('.', '-');
    }

    Stream<String> pods() throws IOException {
        Set<String> paths = Field.all().stream().map(Field::path).collect(Collectors.toSet());
        return cases.keySet().stream().filter(key -> FieldCases.isOf(key, paths));
    }

    @ParameterizedTest
    @EnabledIfSystemProperty(named = "campaign", matches = "full")
    @MethodSource
    @Execution(ExecutionMode.CONCURRENT)
    @DisplayName("the pod is admitted where Pod Security is restricted, whatever is asked for")
    void pods(String path) {
        FieldCases said = cases.get(path);
        String namespace = mallory.namespace("pod-" + namePart(path));
        for (int i = 0; i < said.valid().size(); i++) {
            String name = "cam-" + i;
            var spec = said.with(path, said.valid().get(i));
            assertThat(mallory.tries(namespace, name, spec)).as("%s", spec).isEmpty();
            mallory.awaitDone(namespace, name);
            mallory.podIsAdmitted(namespace, name);
            report.passed("pod admitted by Pod Security restricted");
        }
    }

    @Test
    @DisplayName("labels, annotations, owners and finalizers of a LiveStream stay its own")
    void metadata() {
        String plain = mallory.namespace("metadata-plain");
        String dressed = mallory.namespace("metadata-dressed");
        mallory.tries(plain, "cam", Tenant.SRT);
        mallory.triesDressed(dressed, "cam");
        mallory.awaitDone(plain, "cam");
        mallory.awaitDone(dressed, "cam");
        assertThat(childrenIn(dressed)).isEqualTo(childrenIn(plain));
        report.passed("metadata not handed on");
    }

    private TreeMap<String, String> childrenIn(String namespace) {
        TreeMap<String, String> objects = Snapshot.of(admin, inventory, namespace);
        objects.remove("LiveStream/cam");
        return objects;
    }

    @Test
    @DisplayName("somebody's object with the name of a child is not touched, whatever its kind")
    void adoption() {
        String ours = mallory.namespace("adoption");
        mallory.tries(ours, "cam", Tenant.SRT);
        mallory.awaitDone(ours, "cam");
        for (GenericKubernetesResource child : inventory.children(ours)) {
            String kind = child.getKind() + "-" + child.getMetadata().getName();
            String namespace = mallory.namespace("adoption-" + kind.toLowerCase(Locale.ROOT));
            GenericKubernetesResource foreign =
                    admin.resource(Tenant.foreign(child, namespace)).create();
            mallory.tries(namespace, "cam", Tenant.SRT);
            if (child.getKind().equals("Secret")) {
                // the operator may not look at Secrets: the stream uses what is there
                mallory.awaitDone(namespace, "cam");
            } else {
                var ready = cluster.awaitCondition(namespace, "cam", "Ready", "False", "NameTaken");
                assertThat(ready.message()).contains(child.getMetadata().getName());
            }
            assertThat(admin.resource(foreign).get()).as(kind).isEqualTo(foreign);
            report.passed("foreign object left alone");
        }
    }

    @Test
    @DisplayName("she may do nothing that her role does not say, and gets no other way to it")
    void rights() {
        String hers = mallory.namespace("rights");
        String foreign = cluster.namespace("rights-of-others");
        cluster.apply(foreign, "cam", "{ingest: {srt: {}}}");
        cluster.awaitThere(Secret.class, foreign, "cam-ingest");
        mallory.tries(hers, "cam", Tenant.SRT);
        cluster.awaitThere(Secret.class, hers, "cam-ingest");
        List<Consumer<KubernetesClient>> attempts =
                List.of(
                        her -> her.secrets().inNamespace(hers).withName("cam-ingest").get(),
                        her -> her.secrets().inNamespace(foreign).withName("cam-ingest").get(),
                        her -> her.pods().inNamespace(hers).list(),
                        her -> her.services().inNamespace(hers).withName("cam-hls").delete(),
                        her -> her.apps().deployments().inNamespace(hers).withName("cam").scale(9),
                        her -> Tenant.streams(her, foreign).list(),
                        her -> Tenant.streams(her, foreign).withName("cam").delete(),
                        her -> Tenant.streams(her, hers).withName("cam").editStatus(Tenant::lie));
        attempts.forEach(attempt -> {
            var refusal =
                    catchThrowableOfType(
                            KubernetesClientException.class,
                            () -> attempt.accept(mallory.client()));
            assertThat(refusal).isNotNull();
            assertThat(refusal.getCode()).as(refusal.getMessage()).isEqualTo(403);
            report.passed("forbidden by her role");
        });
    }

    @Test
    @DisplayName("a port of somebody else's stream is refused without a word about whose it is")
    void portOfOthers() {
        String hers = mallory.namespace("port");
        String foreign = cluster.namespace("secret-project");
        cluster.apply(foreign, "launch", "{ingest: {srt: {}}}");
        int port = cluster.port(foreign, "launch");
        mallory.tries(hers, "cam", Map.of("ingest", Map.of("srt", Map.of("port", port))));
        var ready = cluster.awaitCondition(hers, "cam", "Ready", "False", "PortTaken");
        assertThat(ready.message()).doesNotContain("launch").doesNotContain("secret-project");
        report.passed("nothing told about other namespaces");
    }
}
