package dev.streamapp.operator.bench;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * What bench/operator/peer takes, in the place of the operator, to give as many streams the same
 * children.
 *
 * @param count streams created at once
 * @param time until the last has its children
 * @param processor seconds of a processor that it took
 * @param mebibytes resident then
 */
record PlainOperator(int count, Duration time, double processor, long mebibytes) {

    private static final int FIRST_PORT = 21_000;
    private static final String FIRST = "plain-first";

    /**
     * The operator is stopped meanwhile.
     *
     * @return empty where it was not built
     */
    static Optional<PlainOperator> of(Scene scene, int count)
            throws IOException, InterruptedException, ExecutionException {
        Path program = scene.home().resolve("plain");
        if (!Files.isExecutable(program)) {
            return Optional.empty();
        }
        scene.stopOperator();
        List<String> names = Streams.names("plain", count);
        var all = new ArrayList<>(names);
        all.add(FIRST);
        PlainOperator measured;
        try (Component process = start(scene, program)) {
            scene.createAtOnce(List.of(FIRST));
            double before = process.processorSeconds();
            Duration time = scene.createAtOnce(names);
            double processor = process.processorSeconds() - before;
            measured = new PlainOperator(count, time, processor, process.residentMebibytes());
        }
        Scene.atOnce(
                all,
                name -> {
                    scene.streams().delete(name);
                    return scene.sight(name).awaitGone();
                });
        scene.startOperator();
        scene.settle();
        return Optional.of(measured);
    }

    private static Component start(Scene scene, Path program) throws IOException {
        Path children = scene.home().resolve("children.json");
        Files.writeString(children, Serialization.asJson(scene.specimen().children()));
        return Component.start(
                scene.home(),
                "plain",
                Map.of("KUBECONFIG", scene.adminKubeconfig().toString()),
                List.of(
                        program.toString(),
                        "--children=" + children,
                        "--specimen=" + Specimen.NAME,
                        "--namespace=" + Furniture.STREAMS,
                        "--first-port=" + FIRST_PORT));
    }

    static String header() {
        return """
        | by a plain operator in Go | until the last has its children | the operator, same number | operator / plain one | its processor time | resident then |
        |---|---|---|---|---|---|
        """;
    }

    String row(Creation creation) {
        return String.format(
                Locale.ROOT,
                "| %,d | %.1f s | %.1f s | %.2f | %.1f s | %d MiB |%n",
                count,
                time.toMillis() / 1e3,
                creation.time().toMillis() / 1e3,
                creation.ratioTo(time),
                processor,
                mebibytes);
    }
}
