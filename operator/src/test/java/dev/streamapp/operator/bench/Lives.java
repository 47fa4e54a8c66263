package dev.streamapp.operator.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Streams that live at once: created, all children there, edited, the edit in the Deployment,
 * deleted, children gone.
 *
 * @param count how many
 * @param all from the first until the end of the last
 * @param one each for itself
 */
record Lives(int count, Duration all, Times one) {

    private static final int EDITED = Streams.WINDOW + 4;

    static Lives of(Scene scene, int count) throws InterruptedException, ExecutionException {
        List<String> names = Streams.names("life" + count, count);
        long from = System.nanoTime();
        Times times = Scene.atOnce(names, name -> live(scene, name));
        return new Lives(count, Duration.ofNanos(System.nanoTime() - from), times);
    }

    private static long live(Scene scene, String name) throws InterruptedException {
        long from = System.nanoTime();
        Sight sight = scene.sight(name);
        scene.streams().create(name);
        sight.awaitChildren(scene.children());
        scene.streams().edit(name, EDITED);
        sight.awaitWindow(EDITED);
        scene.streams().delete(name);
        return sight.awaitGone() - from;
    }

    static String header() {
        return """
        | full lives at once | all together | one, p50 | p99 |
        |---|---|---|---|
        """;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %.1f s | %.1f s | %.1f s |%n",
                count,
                all.toMillis() / 1e3,
                one.percentileMillis(0.5) / 1e3,
                one.percentileMillis(0.99) / 1e3);
    }
}
