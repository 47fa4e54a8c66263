package dev.streamapp.e2e.bench.media;

import dev.streamapp.e2e.bench.Teardown;
import dev.streamapp.e2e.publish.Publisher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * So many streams on air at once, watched by nobody.
 *
 * @param cpu percent of a core, a stream
 * @param memory anonymous, megabytes, a stream
 */
record Steady(String packaging, int streams, double cpu, double memory) {
    static Steady of(
            Packaging.Maker maker, Path directory, Path recording, int streams, Duration time)
            throws IOException, InterruptedException {
        try (var teardown = new Teardown()) {
            Packaging packaging = teardown.add(maker.make(directory, streams));
            for (int i = 0; i < streams; i++) {
                new Watcher(packaging, i).awaitListening();
                teardown.add(
                                Publisher.recording(
                                        packaging.ingestUrl(i),
                                        Packaging.PASSPHRASE,
                                        recording,
                                        directory.resolve("publisher-" + i + ".log")))
                        .start();
            }
            for (int i = 0; i < streams; i++) {
                new Watcher(packaging, i).awaitNew(Set.of());
            }
            Thread.sleep(packaging.warmUp());
            Consumption before = Consumption.of(packaging.processes());
            Thread.sleep(time);
            Consumption after = Consumption.of(packaging.processes());
            return new Steady(
                    packaging.name(),
                    streams,
                    after.cpuPercent(before) / streams,
                    after.anonymous() / 1e6 / streams);
        }
    }

    static String header() {
        return """
        | streams at once | made by | CPU a stream | anonymous memory a stream |
        |---|---|---|---|
        """;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %s | %.1f %% of a core | %.1f MB |%n",
                streams,
                packaging,
                cpu,
                memory);
    }
}
