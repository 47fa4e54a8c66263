package dev.streamapp.e2e.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program run to its end. */
public final class Command {
    private Command() {}

    /**
     * @param output standard output and error together
     */
    public record Result(int status, String output) {
        /** Itself; fails when the program failed. */
        public Result orFail() {
            if (status != 0) {
                throw new IllegalStateException("exit status " + status + "\n" + output);
            }
            return this;
        }
    }

    /** Runs a program with its working directory, without input. */
    public static Result run(Path directory, String... command) {
        try {
            Process process =
                    new ProcessBuilder(List.of(command))
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .start();
            process.getOutputStream().close();
            String output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command[0] + " closed its output and does not end");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    command[0]
                            + " cannot be run; hack/cluster/cluster bin prints a directory that has it",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command[0] + " ran", e);
        }
    }
}
