package dev.streamapp.operator.bench;

import dev.streamapp.crds.LiveStreamStatus.Phase;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * How long it takes to follow one change, with nothing else going on.
 *
 * @param what was changed, and until when it counts
 * @param streams how many others stand there
 * @param aim milliseconds that 99 of 100 may take; 0 for none
 */
record Latencies(String what, int streams, int aim, Times times) {

    private static final Duration PAUSE = Duration.ofMillis(200);

    /**
     * One edit after another, from its request until the Deployment is seen changed; each when the
     * pod of the one before runs, for a pod costs the API server more than an edit.
     */
    static Latencies ofEdits(Scene scene, List<String> standing, int count)
            throws IOException, InterruptedException {
        scene.settle();
        var times = new ArrayList<Long>();
        for (int i = 0; i < count; i++) {
            String name = standing.get(i % standing.size());
            int window = Streams.WINDOW + 1 + i / standing.size();
            long from = System.nanoTime();
            scene.streams().edit(name, window);
            times.add(scene.sight(name).awaitWindow(window) - from);
            scene.awaitRolledOut(name);
            Thread.sleep(PAUSE);
        }
        return new Latencies(
                "spec edited → Deployment changed", standing.size(), 75, new Times(times));
    }

    /**
     * The two writes of an edit, the user's and the operator's, one after the other by one program
     * that has nothing to find out: what this API server takes for them.
     */
    static Latencies ofStraightEdits(Scene scene, List<String> standing, int count)
            throws IOException, InterruptedException {
        scene.settle();
        var times = new ArrayList<Long>();
        String copy = "straight-edits";
        List<HasMetadata> children = scene.specimen().copies(copy, Straight.FIRST_PORT);
        // the pod wants volume and Secret
        children.forEach(child -> scene.admin().resource(child).serverSideApply());
        Deployment deployment =
                children.stream()
                        .filter(Deployment.class::isInstance)
                        .map(Deployment.class::cast)
                        .findFirst()
                        .orElseThrow();
        var resource = scene.admin().resource(deployment);
        for (int i = 0; i < count; i++) {
            deployment
                    .getSpec()
                    .getTemplate()
                    .getMetadata()
                    .setAnnotations(Map.of("bench", String.valueOf(i)));
            long from = System.nanoTime();
            scene.streams().retitle(standing.get(i % standing.size()), "Bench " + i);
            resource.serverSideApply();
            times.add(System.nanoTime() - from);
            scene.awaitRolledOut(copy);
            Thread.sleep(PAUSE);
        }
        children.forEach(child -> scene.admin().resource(child).delete());
        return new Latencies("the same two writes, straight", standing.size(), 0, new Times(times));
    }

    /** One new stream after another, from its request until all its children are seen. */
    static Latencies ofAdditions(Scene scene, int standing, int count)
            throws IOException, InterruptedException, ExecutionException {
        scene.settle();
        var times = new ArrayList<Long>();
        List<String> names = Streams.names("added", count);
        for (String name : names) {
            long from = System.nanoTime();
            scene.streams().create(name);
            times.add(scene.sight(name).awaitChildren(scene.children()) - from);
            Thread.sleep(PAUSE);
        }
        Scene.atOnce(
                names,
                name -> {
                    scene.streams().delete(name);
                    return scene.sight(name).awaitGone();
                });
        return new Latencies("created → all children there", standing, 1_000, new Times(times));
    }

    /** One publisher after another, from the packager's word until the status tells it. */
    static Latencies ofPublishers(Scene scene, List<String> idle, int standing)
            throws IOException, InterruptedException {
        scene.settle();
        var times = new ArrayList<Long>();
        for (String name : idle) {
            long from = System.nanoTime();
            scene.studio().onAir(name);
            times.add(scene.sight(name).awaitPhase(Phase.Running) - from);
            Thread.sleep(PAUSE);
        }
        return new Latencies(
                "packager says on air → status says Running", standing, 1_000, new Times(times));
    }

    boolean reached() {
        return aim == 0 || times.percentileMillis(0.99) <= aim;
    }

    static String header() {
        return """
        | one after another | other streams | times | p50 | p99 | longest |
        |---|---|---|---|---|---|
        """;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %d | %.0f ms | %.0f ms | %.0f ms |%n",
                what,
                streams,
                times.nanos().size(),
                times.percentileMillis(0.5),
                times.percentileMillis(0.99),
                times.maximumMillis());
    }
}
