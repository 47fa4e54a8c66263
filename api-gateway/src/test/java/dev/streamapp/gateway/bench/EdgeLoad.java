package dev.streamapp.gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The questions of edges, by wrk: as many as are answered, over connections that stay. */
final class EdgeLoad {

    static final int CONNECTIONS = 32;

    private final Path script;
    private final Path viewers;

    /**
     * @param script for wrk
     * @param viewers a file with "STREAM TOKEN" a line
     */
    EdgeLoad(Path script, Path viewers) {
        this.script = script;
        this.viewers = viewers;
    }

    /**
     * What was answered.
     *
     * @param perSecond answers a second
     * @param median of the time to an answer, milliseconds
     * @param slowest the 99th percentile of the same
     * @param failed connections that broke and answers that were no yes
     */
    record Answers(double perSecond, double median, double slowest, long failed) {}

    Answers run(URI address, Duration time) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(
                                "wrk",
                                "--threads=1",
                                "--connections=" + CONNECTIONS,
                                "--duration=" + time.toSeconds() + "s",
                                "--script=" + script,
                                address.toString(),
                                viewers.toString())
                        .redirectErrorStream(true)
                        .start();
        try {
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return read(output);
        } finally {
            process.destroy();
        }
    }

    private static Answers read(String output) throws IOException {
        String[] words =
                output.lines()
                        .filter(line -> line.startsWith("result "))
                        .findFirst()
                        .orElseThrow(() -> new IOException("wrk says: " + output))
                        .split(" ");
        double micros = 1e6;
        return new Answers(
                Long.parseLong(words[1]) / (Long.parseLong(words[2]) / micros),
                Long.parseLong(words[3]) / 1e3,
                Long.parseLong(words[4]) / 1e3,
                Long.parseLong(words[5]));
    }
}
