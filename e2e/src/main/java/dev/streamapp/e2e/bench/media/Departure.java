package dev.streamapp.e2e.bench.media;

import dev.streamapp.e2e.bench.Teardown;
import dev.streamapp.e2e.publish.Publisher;
import dev.streamapp.e2e.publish.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A camera that comes, leaves and comes back, several times over. Milliseconds, sorted.
 *
 * @param first from the camera's start until something can be fetched
 * @param again from its second start until something new can be fetched
 * @param dates EXT-X-PROGRAM-DATE-TIME of each segment minus the time in its first picture
 * @param goesOn whether MEDIA-SEQUENCE never went back
 */
record Departure(
        String packaging, List<Long> first, List<Long> again, List<Long> dates, boolean goesOn) {
    /** Long enough for the slowest to notice. */
    private static final Duration AWAY = Duration.ofSeconds(8);

    private static final Duration WATCHED = Duration.ofSeconds(12);

    Departure {
        first = first.stream().sorted().toList();
        again = again.stream().sorted().toList();
        dates = dates.stream().sorted().toList();
    }

    static Departure of(Packaging.Maker maker, Path directory, int times)
            throws IOException, InterruptedException {
        var first = new ArrayList<Long>();
        var again = new ArrayList<Long>();
        var dates = new ArrayList<Long>();
        boolean goesOn = true;
        String name = "";
        for (int i = 0; i < times; i++) {
            try (var teardown = new Teardown()) {
                Path folder = directory.resolve("camera-" + i);
                folder.toFile().mkdirs();
                Packaging packaging = teardown.add(maker.make(folder, 1));
                name = packaging.name();
                var watcher = new Watcher(packaging, 0);
                Publisher camera =
                        teardown.add(
                                Publisher.camera(
                                        packaging.ingestUrl(0),
                                        Packaging.PASSPHRASE,
                                        Source.camera(),
                                        folder.resolve("camera.log")));
                first.add(untilNew(watcher, camera, Set.of()));
                dates.addAll(watcher.dateErrors(WATCHED, folder));
                Optional<Long> before = watcher.mediaSequence();
                Set<String> known = watcher.listed();
                camera.vanish();
                Thread.sleep(AWAY);
                known.addAll(watcher.listed());
                again.add(untilNew(watcher, camera, known));
                Optional<Long> after = watcher.mediaSequence();
                goesOn &= before.isPresent() && after.isPresent() && after.get() >= before.get();
            }
        }
        return new Departure(name, first, again, dates, goesOn);
    }

    private static long untilNew(Watcher watcher, Publisher camera, Set<String> known)
            throws IOException, InterruptedException {
        watcher.awaitListening();
        long from = System.nanoTime();
        camera.start();
        watcher.awaitNew(known);
        return Duration.ofNanos(System.nanoTime() - from).toMillis();
    }

    long firstMedian() {
        return first.get(first.size() / 2);
    }

    long againMedian() {
        return again.get(again.size() / 2);
    }

    long dateWorst() {
        return dates.stream().mapToLong(Math::abs).max().orElse(0);
    }

    static String header() {
        return """
        | made by | camera starts → can be fetched | back → playlist moves | MEDIA-SEQUENCE then | PROGRAM-DATE-TIME off, p50 (largest) |
        |---|---|---|---|---|
        """;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.2f s | %.2f s | %s | %s |%n",
                packaging,
                firstMedian() / 1e3,
                againMedian() / 1e3,
                goesOn ? "goes on" : "went back",
                dates.isEmpty()
                        ? "no dates"
                        : "%d ms (%d ms)".formatted(dates.get(dates.size() / 2), dateWorst()));
    }
}
