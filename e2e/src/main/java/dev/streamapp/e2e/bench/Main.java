package dev.streamapp.e2e.bench;

import dev.streamapp.e2e.scene.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures and writes the table: {@code Main FILE RECORDING SECONDS STREAMS…}; called by
 * bench/browser/run.
 */
public final class Main {
    private Main() {}

    /** Runs the measurements, one after another. */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        Path recording = Path.of(arguments[1]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        var results = new ArrayList<Result>();
        try (var stage = new Stage()) {
            for (String count : Arrays.copyOfRange(arguments, 3, arguments.length)) {
                try (var bench = new MediaBench(stage, recording, time)) {
                    Result result = bench.run(Integer.parseInt(count));
                    System.out.print(result.row());
                    results.add(result);
                }
            }
        }
        Files.writeString(file, page(results, time) + others(file));
    }

    /** What other measurements have written stands below, under headings of its own, and stays. */
    private static String others(Path file) throws IOException {
        String page = Files.exists(file) ? Files.readString(file) : "";
        int heading = page.indexOf("\n## ");
        return heading < 0 ? "" : page.substring(heading);
    }

    private static String page(List<Result> results, Duration time) throws IOException {
        var page =
                new StringBuilder(
                        """
                        # Performance

                        Written by `make bench` (`bench/browser/run`) on %s; every number was measured in that run, for %d s each after 20 s of warming up, on

                        - %s, which ran the cluster, the publishers and the browser as well.

                        Each stream is 1280x720, 25 frames a second, a key frame each second, 2.5 Mbit/s H.264 with AAC, encrypted SRT with 200 ms latency, parts of
                        200 ms. One is filmed live and watched by hls.js in low-latency mode in a headless Chromium; the others are a recording, sent over and over.

                        """
                                .formatted(LocalDate.now(), time.toSeconds(), Machine.described()));
        page.append(Result.header());
        results.forEach(result -> page.append(result.row()));
        page.append(
                """

                - CPU and memory: the container `packager` (packager and its ffmpeg), from the kubelet's summary API: processor time used divided by the time
                  between the readings; memory that no file stands behind (`rssBytes`).
                - First picture: from the start of the publisher's process, its own start-up included, with the stream waiting and the page open.
                - Glass to glass: the time of day when a picture is shown minus the time drawn in it when it was made.
                - PROGRAM-DATE-TIME off: the date of each segment minus the time drawn in its first picture.
                """);
        return page.toString();
    }
}
