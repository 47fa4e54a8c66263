package dev.streamapp.e2e.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** ffprobe and ffmpeg, decoding every picture of a file, or all its sound. */
public final class Decoder {
    private static final long PATIENCE_SECONDS = 20;

    /**
     * One row of cells along the top edge: white, black, then 42 bits of Unix milliseconds, most
     * significant first.
     */
    private static final int CELLS = 44;

    private static final String ROW_OF_CELLS =
            "crop=iw:trunc(iw/44):0:0,scale=44:1:flags=area,format=gray";

    private Decoder() {}

    /**
     * @param pictures how many were decoded; frames of sound where there is no picture
     * @param complaints what the decoder printed
     */
    record Result(long pictures, String complaints) {}

    static Result decode(Path file, boolean video) {
        Path log = file.resolveSibling(file.getFileName() + ".log");
        byte[] output =
                run(
                        log,
                        "ffprobe",
                        "-v",
                        "error",
                        "-count_frames",
                        "-select_streams",
                        video ? "v:0" : "a:0",
                        "-show_entries",
                        "stream=nb_read_frames",
                        "-of",
                        "csv=p=0",
                        file.toString());
        String digits = new String(output, StandardCharsets.US_ASCII).replaceAll("[^0-9]", "");
        return new Result(digits.isEmpty() ? 0 : Long.parseLong(digits), complaints(log));
    }

    /**
     * The moment each picture was captured, in Unix milliseconds, as drawn in the picture itself; 0
     * where there is no such clock.
     */
    public static long[] clock(Path file) {
        byte[] cells =
                run(
                        file.resolveSibling(file.getFileName() + ".clock.log"),
                        "ffmpeg",
                        "-v",
                        "error",
                        "-nostdin",
                        "-i",
                        file.toString(),
                        "-map",
                        "0:v:0",
                        "-vf",
                        ROW_OF_CELLS,
                        "-fps_mode",
                        "passthrough",
                        "-f",
                        "rawvideo",
                        "-");
        long[] moments = new long[cells.length / CELLS];
        for (int i = 0; i < moments.length; i++) {
            moments[i] = moment(cells, i * CELLS);
        }
        return moments;
    }

    private static long moment(byte[] cells, int offset) {
        int white = Byte.toUnsignedInt(cells[offset]);
        int black = Byte.toUnsignedInt(cells[offset + 1]);
        if (white - black < 80) {
            return 0;
        }
        long value = 0;
        for (int cell = 2; cell < CELLS; cell++) {
            value =
                    value * 2
                            + (Byte.toUnsignedInt(cells[offset + cell]) * 2 > white + black
                                    ? 1
                                    : 0);
        }
        return value;
    }

    private static byte[] run(Path log, String... command) {
        try {
            Process process =
                    new ProcessBuilder(List.of(command)).redirectError(log.toFile()).start();
            byte[] output = process.getInputStream().readAllBytes();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command[0] + " closed its output and does not end");
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(command[0] + " cannot be run; install ffmpeg", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command[0] + " ran", e);
        }
    }

    private static String complaints(Path log) {
        try {
            return Files.readString(log).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
