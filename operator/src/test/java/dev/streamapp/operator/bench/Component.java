package dev.streamapp.operator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program beside the measurement, with what it prints in a file. */
final class Component implements AutoCloseable {

    private static final double TICKS_A_SECOND = 100;

    /** Fields of /proc/PID/stat, counted behind the name of the program. */
    private static final int USER_TIME = 11;

    private final Path log;
    private final Process process;

    private Component(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    static Component start(
            Path directory, String name, Map<String, String> environment, List<String> command)
            throws IOException {
        Path log = directory.resolve(name + ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log.toFile()).environment().putAll(environment);
        Process process = builder.start();
        // who interrupts the measurement does not want to look for what it has started
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return new Component(log, process);
    }

    /** Waits until something is true; fails when the program ends before. */
    void await(String what, int seconds, Condition condition)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!condition.holds()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException(
                        "%s %s; see %s"
                                .formatted(
                                        what,
                                        process.isAlive() ? "takes too long" : "has ended",
                                        log));
            }
            Thread.sleep(10);
        }
    }

    /** Something to wait for. */
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** Resident memory in MiB, the pages of files that it maps included. */
    long residentMebibytes() throws IOException {
        return kibibytes("VmRSS:") / 1024;
    }

    /** Memory in MiB that no file stands behind. */
    long anonymousMebibytes() throws IOException {
        return kibibytes("RssAnon:") / 1024;
    }

    private long kibibytes(String field) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Processor time used so far. */
    double processorSeconds() throws IOException {
        String stat =
                Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                        .replaceFirst(".*\\) ", "");
        String[] fields = stat.split(" ");
        return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]))
                / TICKS_A_SECOND;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
