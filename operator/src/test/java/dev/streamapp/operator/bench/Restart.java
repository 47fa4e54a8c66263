package dev.streamapp.operator.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * An operator that ends and starts again while streams run.
 *
 * @param streams how many
 * @param ready from its start until it was ready
 * @param followed from its start until it had looked at every stream and followed every packager
 * @param writes until it came to rest
 * @param podsReplaced how many pods are no longer those of before
 */
record Restart(int streams, Duration ready, Duration followed, int writes, int podsReplaced) {

    static Restart of(Scene scene, List<String> names) throws IOException, InterruptedException {
        scene.settle();
        var pods = scene.pods();
        long place = scene.audit().now();
        scene.stopOperator();
        while (scene.studio().followed() > 0) {
            // a keep-alive line shows the stand-in that its listener has gone
            Thread.sleep(100);
        }
        long from = System.nanoTime();
        Duration ready = scene.startOperator().startTook();
        scene.awaitFollowed(names.size());
        var followed = Duration.ofNanos(System.nanoTime() - from);
        scene.settle();
        pods.entrySet().removeAll(scene.pods().entrySet());
        return new Restart(
                names.size(), ready, followed, scene.audit().since(place).size(), pods.size());
    }

    boolean reached() {
        return (streams > 1_000 || followed.toSeconds() <= 10) && writes == 0 && podsReplaced == 0;
    }

    static String header() {
        return """
        | streams | ready | every stream looked at, every packager followed | writes | pods replaced |
        |---|---|---|---|---|
        """;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %,d | %.1f s | %.1f s | %d | %d |%n",
                streams,
                ready.toMillis() / 1e3,
                followed.toMillis() / 1e3,
                writes,
                podsReplaced);
    }
}
