package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Measures the edge and writes its section: {@code Main FILE SECONDS [SECTION…]}; called by
 * bench/edge/run.
 */
public final class Main {
    private Main() {}

    /** Runs the measurements, one after another. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
        List<String> chosen = Arrays.asList(arguments).subList(2, arguments.length);
        Path directory = Cluster.root().resolve("build/bench/edge");
        Files.createDirectories(directory);
        String loadBefore = load();
        var results = new ArrayList<Measured>();
        try (var cluster = Cluster.connect();
                var site = new Site(cluster, directory)) {
            for (var section : sections(site, directory, time).entrySet()) {
                if (chosen.isEmpty() || chosen.contains(section.getKey())) {
                    Measured measured = section.getValue().get();
                    System.out.print(measured.markdown());
                    results.add(measured);
                }
            }
        }
        if (chosen.isEmpty()) {
            new Section(results, loadBefore, load()).writeTo(file);
            System.out.println("Written: " + file);
        }
    }

    private static Map<String, Supplier<Measured>> sections(
            Site site, Path directory, Duration time) {
        var sections = new LinkedHashMap<String, Supplier<Measured>>();
        sections.put("glass", () -> new Glass(site, directory, time).run());
        sections.put("signed", () -> new Signed(site, time).run());
        sections.put("live", () -> new Live(site, time).run());
        sections.put("plain", () -> new Plain(site, time).run());
        sections.put("waiting", () -> new Waiting(site, time).run());
        return sections;
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }
}
