package dev.streamapp.operator.bench;

import dev.streamapp.crds.LiveStreamStatus.Phase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * How long it takes to follow one change, with nothing else going on.
 *
 * @param what was changed, and until when it counts
 * @param streams how many others stand there
 * @param aim milliseconds that 99 of 100 may take
 */
record Latencies(String what, int streams, int aim, Times times) {

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** One edit after another, from its request until the Deployment is seen changed. */
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
            Thread.sleep(PAUSE);
        }
        return new Latencies(
                "spec edited → Deployment changed", standing.size(), 75, new Times(times));
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
        return times.percentileMillis(0.99) <= aim;
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
