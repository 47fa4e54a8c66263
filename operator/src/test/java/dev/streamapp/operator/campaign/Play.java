package dev.streamapp.operator.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.operator.testing.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The life of one stream, act by act: created, run, edited, suspended, resumed, turned into a test
 * pattern, deleted. After each act the stage must look as it does undisturbed.
 */
final class Play {

    private static final Duration LOOK = Duration.ofMillis(50);

    /** Counted in looks: a machine that stands still for a while sees nothing move either. */
    private static final int QUIET = 30;

    /** The last act. */
    static final String END = "9 deleted";

    private static final String WAITING =
            """
            {"state":"Waiting","since":"2026-01-01T00:00:00Z","listening":true,"problems":[]}
            """;
    private static final String EDIT =
            """
            {"ingest": {"srt": {"latency": "300ms"}}, "storage": {"reclaim": "Retain"}}
            """;
    private static final String PATTERN =
            """
            {"ingest": {"srt": null, "testPattern": {}}}
            """;
    private static final String STREAM = "cam";

    /**
     * What a performance came to.
     *
     * @param acts how the stage looked after each act
     * @param created how many objects had each name, one after the other
     * @param writes what the operator wrote
     */
    record Performance(
            Map<String, TreeMap<String, String>> acts,
            Map<String, Integer> created,
            List<Disturbed.Write> writes) {}

    private final KubernetesClient admin;
    private final Stage stage;
    private final String namespace;
    private final Disturbed operator;
    private final Cluster cluster;
    private final Map<String, TreeMap<String, String>> expected;
    private final Map<String, TreeMap<String, String>> acts = new TreeMap<>();

    /**
     * A performance to come.
     *
     * @param expected how the stage is to look after each act; empty: as it does when all is quiet
     */
    Play(
            KubernetesClient admin,
            Stage stage,
            String namespace,
            Disturbed operator,
            Map<String, TreeMap<String, String>> expected) {
        this.admin = admin;
        this.stage = stage;
        this.namespace = namespace;
        this.operator = operator;
        this.cluster = operator.cluster;
        this.expected = expected;
    }

    /** One cause to an act: where two come together, the operator may write once or twice. */
    Performance perform() {
        cluster.packagers.say(namespace, STREAM, WAITING);
        act("1 created", () -> cluster.apply(namespace, STREAM, "{ingest: {srt: {}}}"), _ -> true);
        act("2 pod runs", () -> cluster.podRuns(namespace, STREAM), Play::isReady);
        act("3 edited", () -> edit(EDIT), _ -> true);
        act("4 suspended", () -> edit("{\"suspend\": true}"), _ -> true);
        act(
                "5 pod goes",
                () -> cluster.podGoes(namespace, STREAM),
                status -> status.phase() == Phase.Stopped);
        act("6 resumed", () -> edit("{\"suspend\": false}"), _ -> true);
        act("7 pod runs", () -> cluster.podRuns(namespace, STREAM), Play::isReady);
        act("8 test pattern", () -> edit(PATTERN), status -> status.ingestUrl() == null);
        act(END, this::delete, _ -> true);
        assertThat(stage.ports()).as("public ports the stream had").hasSize(1);
        return new Performance(acts, stage.created(), operator.writes());
    }

    private void edit(String spec) {
        admin.resources(LiveStream.class)
                .inNamespace(namespace)
                .withName(STREAM)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": %s}".formatted(spec));
    }

    /** Whatever the operator still does: when it is done, nothing may be left but the volume. */
    private void delete() {
        admin.resources(LiveStream.class).inNamespace(namespace).withName(STREAM).delete();
        await("the stream is gone, its finalizers done").until(() -> stream() == null);
        // a garbage collector that is faster than the news of it would have children made again
        await("the operator knows that the stream is gone")
                .ignoreExceptions()
                .until(() -> cluster.streams() == 0);
        cluster.podGoes(namespace, STREAM);
    }

    private static boolean isReady(LiveStreamStatus status) {
        return status.phase() == Phase.Starting
                && status.conditions().stream()
                        .anyMatch(condition -> condition.reason().equals("Listening"));
    }

    private void act(String name, Runnable what, Predicate<LiveStreamStatus> milestone) {
        what.run();
        TreeMap<String, String> wanted = expected.get(name);
        acts.put(name, wanted == null ? whenQuiet(milestone) : whenAs(name, wanted));
    }

    /** Undisturbed: the operator has come to its end, and nothing moves any more. */
    private TreeMap<String, String> whenQuiet(Predicate<LiveStreamStatus> milestone) {
        var last = new AtomicReference<>(new TreeMap<String, String>());
        var quiet = new AtomicInteger();
        await().pollInterval(LOOK)
                .ignoreExceptions()
                .until(() -> {
                    int before = quiet.getAndSet(0);
                    boolean enough = before >= QUIET && stage.isCurrent();
                    TreeMap<String, String> now = look();
                    if (now.equals(last.getAndSet(now)) && isDone(milestone)) {
                        quiet.set(before + 1);
                    }
                    return enough && quiet.get() > before;
                });
        return last.get();
    }

    private boolean isDone(Predicate<LiveStreamStatus> milestone) {
        LiveStream stream = stream();
        return stream == null
                || stream.getStatus()
                                .observedGeneration()
                                .equals(stream.getMetadata().getGeneration())
                        && milestone.test(stream.getStatus());
    }

    private LiveStream stream() {
        return admin.resources(LiveStream.class).inNamespace(namespace).withName(STREAM).get();
    }

    private TreeMap<String, String> whenAs(String act, TreeMap<String, String> wanted) {
        var last = new AtomicReference<>(new TreeMap<String, String>());
        try {
            // on a busy machine the API server may be late for the test, too
            return await().ignoreExceptions()
                    .pollInterval(LOOK)
                    .until(
                            () -> {
                                last.set(look());
                                return last.get();
                            },
                            wanted::equals);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "After act %s it is not as undisturbed:\n%s\nwrites: %s"
                            .formatted(
                                    act, Leaves.differences(wanted, last.get()), operator.writes()),
                    e);
        }
    }

    private TreeMap<String, String> look() {
        stage.collectGarbage();
        return Snapshot.of(stage.present().values().stream(), namespace);
    }
}
