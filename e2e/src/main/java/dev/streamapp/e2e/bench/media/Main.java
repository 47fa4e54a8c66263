package dev.streamapp.e2e.bench.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures and writes the section: {@code Main FILE DIRECTORY RECORDING MEDIAMTX SECONDS STREAMS…};
 * called by bench/media/run. MEDIAMTX is its program, or empty where there is none.
 */
public final class Main {
    private static final int TIMES = 3;

    private Main() {}

    /** Runs the measurements, one after another. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments[1]);
        Path recording = Path.of(arguments[2]);
        String mediaMtx = arguments[3];
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[4]));
        List<Packaging.Maker> makers = makers(mediaMtx);
        String loadBefore = load();
        var steady = new ArrayList<Steady>();
        for (String streams : Arrays.copyOfRange(arguments, 5, arguments.length)) {
            for (var maker : makers) {
                Path folder = fresh(directory, "steady-" + streams + "-" + makers.indexOf(maker));
                steady.add(Steady.of(maker, folder, recording, Integer.parseInt(streams), time));
                System.out.print(steady.getLast().row());
            }
        }
        var departures = new ArrayList<Departure>();
        for (var maker : makers) {
            Path folder = fresh(directory, "departure-" + makers.indexOf(maker));
            departures.add(Departure.of(maker, folder, TIMES));
            System.out.print(departures.getLast().row());
        }
        new Section(steady, departures, time, others(mediaMtx), loadBefore, load())
                .writeTo(Path.of(arguments[0]));
    }

    private static List<Packaging.Maker> makers(String mediaMtx) {
        var makers = new ArrayList<Packaging.Maker>();
        makers.add(OurPackagers::new);
        makers.add(FfmpegMuxers::new);
        if (!mediaMtx.isEmpty()) {
            makers.add((folder, _) -> new MediaMtx(Path.of(mediaMtx), folder));
        }
        return makers;
    }

    private static String others(String mediaMtx) throws IOException {
        String ffmpeg = "the HLS muxer of this machine's ffmpeg " + firstWord("ffmpeg", "-version");
        return mediaMtx.isEmpty()
                ? ffmpeg
                : ffmpeg
                        + ", and MediaMTX "
                        + firstWord(mediaMtx, "--version")
                        + " (low latency, parts of 200 ms)";
    }

    /** Of what it prints, the version. */
    private static String firstWord(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        return Arrays.stream(output.split("\\s+"))
                .filter(word -> word.matches("v?[0-9]+[.].*"))
                .findFirst()
                .orElse("");
    }

    private static Path fresh(Path directory, String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }
}
