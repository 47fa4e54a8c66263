package dev.streamapp.e2e.bench.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What processes and their children have used.
 *
 * @param nanos when it was read
 * @param cpu processor time, seconds
 * @param anonymous memory that no file stands behind, bytes
 */
record Consumption(long nanos, double cpu, long anonymous) {
    private static final double TICKS_A_SECOND = 100;

    /** Fields of /proc/PID/stat, counted behind the name of the program. */
    private static final int USER_TIME = 11;

    static Consumption of(List<ProcessHandle> processes) throws IOException {
        double cpu = 0;
        long anonymous = 0;
        long now = System.nanoTime();
        for (ProcessHandle process :
                processes.stream()
                        .flatMap(one -> Stream.concat(Stream.of(one), one.descendants()))
                        .toList()) {
            Path folder = Path.of("/proc", Long.toString(process.pid()));
            try {
                cpu += processorSeconds(folder);
                anonymous += anonymousBytes(folder);
            } catch (NoSuchFileException e) {
                // ended between being listed and being read
            }
        }
        return new Consumption(now, cpu, anonymous);
    }

    private static double processorSeconds(Path folder) throws IOException {
        String[] fields =
                Files.readString(folder.resolve("stat")).replaceFirst("(?s).*\\) ", "").split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
                / TICKS_A_SECOND;
    }

    private static long anonymousBytes(Path folder) throws IOException {
        try (var lines = Files.lines(folder.resolve("status"))) {
            return lines.filter(line -> line.startsWith("RssAnon:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** Percent of a core since an earlier reading. */
    double cpuPercent(Consumption earlier) {
        return 100 * (cpu - earlier.cpu()) / ((nanos - earlier.nanos()) / 1e9);
    }
}
