package dev.streamapp.operator.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What the API server of this machine takes for the same objects when they are written straight, by
 * a program that has nothing to find out: no operator can be faster.
 *
 * @param count streams' worth of children
 */
record Straight(int count, Duration time) {

    /** As many as a Go operator has in practice. */
    private static final int WORKERS = 10;

    static final int FIRST_PORT = 20_000;
    private static final String MANAGER = "bench";

    static Straight of(Scene scene, int count) throws InterruptedException, ExecutionException {
        KubernetesClient admin = scene.admin();
        List<List<HasMetadata>> wanted =
                IntStream.range(0, count)
                        .mapToObj(i -> scene.specimen().copies("straight-" + i, FIRST_PORT + i))
                        .toList();
        long from = System.nanoTime();
        write(admin, wanted);
        var time = Duration.ofNanos(System.nanoTime() - from);
        remove(admin);
        return new Straight(count, time);
    }

    private static void write(KubernetesClient admin, List<List<HasMetadata>> wanted)
            throws InterruptedException, ExecutionException {
        List<Callable<Void>> deeds =
                IntStream.range(0, wanted.size())
                        .<Callable<Void>>mapToObj(i ->
                                () -> {
                                    write(admin, i, wanted.get(i));
                                    return null;
                                })
                        .toList();
        try (var threads = Executors.newFixedThreadPool(WORKERS)) {
            for (Future<Void> done : threads.invokeAll(deeds)) {
                done.get();
            }
        }
    }

    private static void write(KubernetesClient admin, int number, List<HasMetadata> children) {
        ConfigMap stream =
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("straight-" + number)
                        .withNamespace(Furniture.STREAMS)
                        .withLabels(Specimen.LABEL)
                        .endMetadata()
                        .build();
        // in the place of the LiveStream: made, and told of
        admin.resource(stream).create();
        for (HasMetadata child : children) {
            admin.resource(child).fieldManager(MANAGER).serverSideApply();
        }
        stream.setData(Map.of("phase", "Starting"));
        admin.resource(stream).fieldManager(MANAGER).forceConflicts().serverSideApply();
    }

    private static void remove(KubernetesClient admin) throws InterruptedException {
        var kinds = new ArrayList<Class<? extends HasMetadata>>(Specimen.KINDS);
        kinds.add(ConfigMap.class);
        for (var kind : kinds) {
            admin.resources(kind)
                    .inNamespace(Furniture.STREAMS)
                    .withLabels(Specimen.LABEL)
                    .delete();
        }
        kinds.add(Pod.class);
        for (var kind : kinds) {
            while (!admin.resources(kind)
                    .inNamespace(Furniture.STREAMS)
                    .withLabels(Specimen.LABEL)
                    .list()
                    .getItems()
                    .isEmpty()) {
                Thread.sleep(500);
            }
        }
    }

    static String header() {
        return """
        | written straight, without an operator | until the last is there | the operator, same number | operator / straight |
        |---|---|---|---|
        """;
    }

    String row(Creation creation) {
        return String.format(
                Locale.ROOT,
                "| %,d | %.1f s | %.1f s | %.2f |%n",
                count,
                time.toMillis() / 1e3,
                creation.time().toMillis() / 1e3,
                creation.ratioTo(time));
    }
}
