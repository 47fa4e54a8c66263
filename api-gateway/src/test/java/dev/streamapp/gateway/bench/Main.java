package dev.streamapp.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;

/**
 * Measures and writes the section: {@code Main FILE HOME SCRIPT SECONDS}; called by
 * bench/gateway/run on the second core, so that the first is the gateway's.
 */
public final class Main {

    private static final int STARTS = 5;
    private static final String ONE_CORE = "0";
    private static final String TWO_CORES = "0,1";

    private final Path home;
    private final Path script;
    private final Duration time;
    private final Scene scene;

    private Main(Path home, Path script, Duration time, Scene scene) {
        this.home = home;
        this.script = script;
        this.time = time;
        this.scene = scene;
    }

    /** Runs the measurements, one after another. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path home = Path.of(arguments[1]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[3]));
        try (var scene = new Scene(home)) {
            Section section = new Main(home, Path.of(arguments[2]), time, scene).measure();
            section.writeTo(Path.of(arguments[0]));
        }
        // the database ends with this process
        System.exit(0);
    }

    private Section measure() throws IOException, InterruptedException {
        String before = load();
        try (var gateway = start(ONE_CORE)) {
            say("Made the tables in " + gateway.startTook());
        }
        Path viewers = Files.write(home.resolve("viewers"), scene.fill());
        Starts starts = starts();
        Edge edge = edge(viewers);
        Storm storm = storm();
        return new Section(time, before, load(), starts, edge, storm);
    }

    /** Of the last minute. */
    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private GatewayProcess start(String cores) throws IOException, InterruptedException {
        return GatewayProcess.start(home, cores, scene.environment());
    }

    private Starts starts() throws IOException, InterruptedException {
        var took = new ArrayList<Duration>();
        var processor = new ArrayList<Double>();
        var memory = new ArrayList<Long>();
        for (int i = 0; i < STARTS; i++) {
            try (var gateway = start(TWO_CORES)) {
                took.add(gateway.startTook());
                processor.add(gateway.processorSeconds());
                memory.add(gateway.residentMebibytes());
            }
        }
        return said(new Starts(took, processor, memory));
    }

    private Edge edge(Path viewers) throws IOException, InterruptedException {
        try (var gateway = start(ONE_CORE)) {
            var load = new EdgeLoad(script, viewers);
            var address = gateway.address("/internal/edge/check");
            load.run(address, time.multipliedBy(2));
            double before = gateway.processorSeconds();
            var answers = load.run(address, time);
            double cores = (gateway.processorSeconds() - before) / time.toSeconds();
            return said(new Edge(answers, cores, gateway.residentMebibytes()));
        }
    }

    private Storm storm() throws IOException, InterruptedException {
        try (var gateway = start(TWO_CORES)) {
            var first = new LogInStorm(gateway).run(Storm.FIRST);
            var answers = new LogInStorm(gateway).run(time);
            return said(new Storm(first, answers, gateway.residentMebibytes()));
        }
    }

    private static <T> T said(T result) {
        say(result.toString());
        return result;
    }

    private static void say(String text) {
        System.out.println(text);
    }
}
