package dev.streamapp.packager.campaign;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Real publishers: ffmpeg as a camera has it, and a sender of any bytes over SRT. */
final class Publishers implements AutoCloseable {

    static final String PICTURE = "-f lavfi -i testsrc2=s=160x90:r=25";
    static final String SOUND = "-f lavfi -i sine=440:r=48000";
    static final String H264 = "-c:v libx264 -preset ultrafast -tune zerolatency -g 25";
    static final String AAC = "-c:a aac";
    private static final int CHUNK = 1316;

    private final List<Process> running = new CopyOnWriteArrayList<>();

    /** A camera with picture and sound. */
    Process camera(int port) {
        return ffmpeg(port, String.join(" ", PICTURE, SOUND, H264, AAC));
    }

    /** A camera that calls again when it was turned away, until it is on air. */
    Process cameraOnAir(int port, PackagerProcess packager) {
        camera(port);
        await("on air")
                .atMost(PackagerProcess.PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    if (!running.getLast().isAlive()) {
                        camera(port);
                    }
                    return packager.isOnAir();
                });
        return running.getLast();
    }

    /** ffmpeg with this input and encoding, in real time. */
    Process ffmpeg(int port, String encoding) {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-nostdin", "-re"));
        command.addAll(Arrays.asList(encoding.split(" ")));
        command.addAll(List.of("-f", "mpegts", "-passphrase", PackagerProcess.PASSPHRASE));
        command.addAll(List.of("-pbkeylen", "16", url(port)));
        return start(new ProcessBuilder(command));
    }

    private static String url(int port) {
        return "srt://127.0.0.1:%d?mode=caller&latency=%d"
                .formatted(port, PackagerProcess.LATENCY.toNanos() / 1000);
    }

    /** One that connects and sends what is written to its standard input. */
    Process caller(int port, String passphrase) {
        return start(
                new ProcessBuilder(
                        "srt-live-transmit",
                        "-q",
                        "-a:no",
                        "-chunk:" + CHUNK,
                        "file://con",
                        "srt://127.0.0.1:%d?mode=caller&latency=1000&pbkeylen=16&passphrase=%s"
                                .formatted(port, passphrase)));
    }

    /** Sends these bytes within so much time, and hangs up once they were taken in. */
    void send(int port, byte[] bytes, Duration time) {
        Process caller = caller(port, PackagerProcess.PASSPHRASE);
        long chunks = Math.ceilDiv(bytes.length, CHUNK);
        long began = System.nanoTime();
        try (OutputStream out = caller.getOutputStream()) {
            for (int chunk = 0; chunk < chunks && caller.isAlive(); chunk++) {
                int from = chunk * CHUNK;
                out.write(bytes, from, Math.min(CHUNK, bytes.length - from));
                out.flush();
                long due = began + time.toNanos() * (chunk + 1) / chunks;
                Thread.sleep(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            }
            // what has not waited so long goes with the connection
            Thread.sleep(PackagerProcess.LATENCY);
        } catch (IOException e) {
            // it was turned away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            caller.destroy();
        }
    }

    /** Four seconds of MPEG-TS. */
    static byte[] recording(Path folder, String encoding, double firstTimestamp) {
        try {
            Path file = Files.createTempFile(folder, "recording", ".ts");
            String command =
                    "ffmpeg -v error -nostdin -y %s -t 4 -output_ts_offset %s -pat_period 0.2 -f mpegts %s"
                            .formatted(encoding, firstTimestamp, file);
            int code = new ProcessBuilder(command.split(" ")).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException("ffmpeg ended with " + code);
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process start(ProcessBuilder builder) {
        try {
            Process process =
                    builder.redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            running.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        running.forEach(Process::destroyForcibly);
    }
}
