package dev.streamapp.operator.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cluster, an operator in it, and what is watched of both. */
final class Scene implements AutoCloseable {

    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final int PATIENCE_SECONDS = 900;

    private final Path home;
    private final ControlPlane cluster;
    private final Studio studio;
    private final Streams streams;
    private final Sightings sightings;
    private final AuditLog audit;
    private @Nullable OperatorProcess operator;
    private @Nullable Specimen specimen;

    /**
     * @param home holds the operator as in its image, and takes logs and data
     * @param programs holds kube-apiserver and the others
     */
    Scene(Path home, Path programs) throws IOException, InterruptedException {
        this.home = home;
        cluster = new ControlPlane(home.resolve("cluster"), programs);
        Furniture.arrange(cluster.admin());
        studio = new Studio();
        streams = new Streams(cluster.admin(), studio);
        sightings = new Sightings(cluster.admin());
        audit = cluster.audit();
    }

    Path home() {
        return home;
    }

    Studio studio() {
        return studio;
    }

    Streams streams() {
        return streams;
    }

    Sight sight(String stream) {
        return sightings.of(stream);
    }

    AuditLog audit() {
        return audit;
    }

    KubernetesClient admin() {
        return cluster.admin();
    }

    Path adminKubeconfig() throws IOException {
        return cluster.adminKubeconfig();
    }

    /** The children of a stream. */
    Specimen specimen() {
        return Objects.requireNonNull(specimen, "nothing was made yet");
    }

    /** How many children a stream has. */
    int children() {
        return specimen().children().size();
    }

    OperatorProcess startOperator() throws IOException, InterruptedException {
        operator = OperatorProcess.start(home, cluster.operatorKubeconfig(), studio.urlTemplate());
        return operator;
    }

    OperatorProcess operator() {
        if (operator == null) {
            throw new IllegalStateException("no operator runs");
        }
        return operator;
    }

    void stopOperator() {
        if (operator != null) {
            operator.close();
            operator = null;
        }
    }

    /** Makes one stream to see what children one has. */
    void probe() throws IOException, InterruptedException {
        streams.create(Specimen.NAME);
        sight(Specimen.NAME).awaitReady();
        settle();
        specimen = Specimen.of(cluster.admin());
        streams.delete(Specimen.NAME);
        sight(Specimen.NAME).awaitGone();
    }

    /** Makes all of them at once; the time until the last has its children. */
    Duration createAtOnce(List<String> names) throws InterruptedException, ExecutionException {
        long from = System.nanoTime();
        Times times =
                atOnce(
                        names,
                        name -> {
                            streams.create(name);
                            return sight(name).awaitChildren(children()) - from;
                        });
        return Duration.ofNanos(times.nanos().getLast());
    }

    void awaitReady(List<String> names) throws InterruptedException, ExecutionException {
        atOnce(names, name -> sight(name).awaitReady());
    }

    /** Something that is done to a stream; returns a number of nanoseconds. */
    interface Deed {
        long to(String stream) throws Exception;
    }

    /** Does something to all streams, each in a thread of its own. */
    static Times atOnce(List<String> names, Deed deed)
            throws InterruptedException, ExecutionException {
        List<Callable<Long>> deeds =
                names.stream().<Callable<Long>>map(name -> () -> deed.to(name)).toList();
        var times = new ArrayList<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> done : threads.invokeAll(deeds)) {
                times.add(done.get());
            }
        }
        return new Times(times);
    }

    /** Returns when the operator has written nothing for a while. */
    void settle() throws IOException, InterruptedException {
        operator()
                .process()
                .await(
                        "coming to rest",
                        PATIENCE_SECONDS,
                        () -> {
                            long place = audit.now();
                            Thread.sleep(QUIET);
                            return audit.since(place).isEmpty();
                        });
    }

    /** Returns when the pod that an edit asked for runs, and nothing goes on any more. */
    void awaitRolledOut(String stream) throws InterruptedException {
        var deployment =
                cluster.admin()
                        .apps()
                        .deployments()
                        .inNamespace(Furniture.STREAMS)
                        .withName(stream);
        deployment.waitUntilCondition(
                there ->
                        there != null
                                && there.getStatus() != null
                                && there.getMetadata()
                                        .getGeneration()
                                        .equals(there.getStatus().getObservedGeneration())
                                && Objects.equals(there.getStatus().getAvailableReplicas(), 1),
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Returns when the operator follows so many packagers. */
    void awaitFollowed(int count) throws IOException, InterruptedException {
        operator()
                .process()
                .await(
                        "following " + count + " packagers",
                        PATIENCE_SECONDS,
                        () -> studio.followed() >= count);
    }

    /** The uids of all pods, by name. */
    Map<String, String> pods() {
        return cluster.admin().pods().inNamespace(Furniture.STREAMS).list().getItems().stream()
                .collect(
                        Collectors.toMap(
                                pod -> pod.getMetadata().getName(),
                                pod -> pod.getMetadata().getUid()));
    }

    @Override
    public void close() {
        stopOperator();
        sightings.close();
        studio.close();
        try {
            Furniture.clear(cluster.admin());
        } catch (IOException | KubernetesClientException e) {
            System.err.println("Volumes are left in /tmp/hostpath_pv: " + e);
        }
        cluster.close();
    }
}
