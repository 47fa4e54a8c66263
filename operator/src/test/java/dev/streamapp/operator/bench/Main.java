package dev.streamapp.operator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Measures and writes the section: {@code Main FILE HOME PROGRAMS SECONDS PART}; called by
 * bench/operator/run from the operator's folder.
 */
public final class Main {

    private static final int STARTS = 5;

    private final Scene scene;
    private final Duration time;
    private final int part;
    private final Section section;
    private final List<String> standing = new ArrayList<>();

    private Main(Scene scene, Section section, Duration time, int part) {
        this.scene = scene;
        this.section = section;
        this.time = time;
        this.part = part;
    }

    /** Runs the measurements, one after another. */
    public static void main(String[] arguments)
            throws IOException, InterruptedException, ExecutionException {
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[3]));
        int part = Integer.parseInt(arguments[4]);
        try (var scene = new Scene(Path.of(arguments[1]), Path.of(arguments[2]))) {
            scene.startOperator();
            scene.probe();
            var section = new Section(part, scene.children());
            new Main(scene, section, time, part).measure();
            section.writeTo(Path.of(arguments[0]));
        }
    }

    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private void measure() throws IOException, InterruptedException, ExecutionException {
        for (int i = 0; i < STARTS; i++) {
            scene.stopOperator();
            section.start(scene.startOperator());
        }
        for (int count : new int[] {10, 100, 500}) {
            section.add(Lives.of(scene, count / part));
        }
        grow(200);
        PlainOperator.of(scene, 500 / part).ifPresent(section::add);
        section.add(Latencies.ofEdits(scene, standing, 100 / part));
        section.add(Latencies.ofStraightEdits(scene, standing, 100 / part));
        section.add(Straight.of(scene, 500 / part));
        grow(700);
        grow(1_000);
        section.add(watch(0, time));
        section.add(Latencies.ofAdditions(scene, standing.size(), 100 / part));
        goOnAir();
        section.add(Restart.of(scene, standing));
        grow(2_000);
        section.add(watch(500 / part, time));
        section.add(Restart.of(scene, standing));
    }

    /** More streams, until there are so many; they are idle. */
    private void grow(int streams) throws IOException, InterruptedException, ExecutionException {
        int there = standing.size();
        List<String> names = Streams.names("to" + streams, streams / part - there);
        section.add(Creation.of(scene, names, there));
        standing.addAll(names);
        scene.awaitReady(names);
        scene.settle();
    }

    /** Half of them, a few of which are watched as they do. */
    private void goOnAir() throws IOException, InterruptedException, ExecutionException {
        List<String> half = standing.subList(0, standing.size() / 2);
        List<String> watched = half.subList(0, Math.max(1, 50 / part));
        section.add(Latencies.ofPublishers(scene, watched, standing.size()));
        Consumer<String> onAir = scene.studio()::onAir;
        half.subList(watched.size(), half.size()).forEach(onAir);
        section.add(watch(half.size(), time));
    }

    private Watched watch(int onAir, Duration time) throws IOException, InterruptedException {
        return Watched.of(scene, standing.size(), onAir, time);
    }
}
