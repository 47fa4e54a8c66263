package dev.streamapp.packager.campaign;

import static org.awaitility.Awaitility.await;

import dev.streamapp.packager.hls.PlaylistRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A packager as its image runs it: a process of its own with its own ffmpeg, known only by its
 * ports. Every playlist it gives is held to the rules and to the one before.
 */
final class PackagerProcess implements AutoCloseable {

    static final String PASSPHRASE = "correct-horse-battery";

    /** What a busy machine may hold up packets without a hole in the picture. */
    static final Duration LATENCY = Duration.ofSeconds(3);

    private static final Pattern ADDRESS = Pattern.compile("URI=\"([^\"]+[.]mp4)\"");
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final int srtPort;
    private final int mediaPort;
    private final int controlPort;
    private final Path directory;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;
    private @Nullable PlaylistRules last;

    PackagerProcess(Path directory) throws IOException {
        this.directory = directory;
        try (var udp = new DatagramSocket();
                var media = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var control = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            srtPort = udp.getLocalPort();
            mediaPort = media.getLocalPort();
            controlPort = control.getLocalPort();
        }
        process = start();
        try {
            awaitState("Waiting");
        } catch (ConditionTimeoutException e) {
            // nobody will close what was never made
            process.destroyForcibly();
            throw e;
        }
    }

    private Process start() throws IOException {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "@java.args",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.streamapp.packager.Main");
        builder.environment()
                .putAll(
                        Map.of(
                                "INGEST_KIND", "srt",
                                "SRT_ADDRESS", "127.0.0.1",
                                "SRT_PORT", String.valueOf(srtPort),
                                "SRT_LATENCY", LATENCY.toSeconds() + "s",
                                "SRT_PASSPHRASE", PASSPHRASE,
                                "SRT_KEY_LENGTH", "16",
                                "HLS_SEGMENT_DURATION", "1s"));
        builder.environment()
                .putAll(
                        Map.of(
                                "HLS_PART_DURATION",
                                "200ms",
                                "HLS_WINDOW",
                                "6",
                                "RECONNECT_WINDOW",
                                "60s",
                                "DATA_DIR",
                                Files.createDirectories(directory.resolve("data")).toString(),
                                "MEDIA_PORT",
                                String.valueOf(mediaPort),
                                "CONTROL_PORT",
                                String.valueOf(controlPort)));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
                .start();
    }

    /** Whether it is still the process it was. */
    boolean isAlive() {
        return process.isAlive();
    }

    /** {@code kill -9}, of it and its ffmpeg, as a container is killed; and up again. */
    void killedAndBack() throws IOException, InterruptedException {
        killed();
        back();
    }

    /** {@code kill -9}, of it and its ffmpeg. */
    void killed() throws InterruptedException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly().waitFor();
        children.forEach(ProcessHandle::destroyForcibly);
    }

    /** Up again, with what is on the volume. */
    void back() throws IOException {
        process = start();
        awaitState("Waiting");
    }

    /** Up again where the volume lost something: what was listed need not be listed any more. */
    void backWithout() throws IOException {
        last = null;
        back();
    }

    /** Its volume. */
    Path volume() {
        return directory.resolve("data");
    }

    /** The content of every part and initialization that is listed now, by its address. */
    Map<String, String> listed() {
        Map<String, String> contents = new TreeMap<>();
        Matcher address = ADDRESS.matcher(get(mediaPort, "/live.m3u8").body());
        while (address.find()) {
            HttpResponse<String> answer = get(mediaPort, "/" + address.group(1));
            // the oldest may have left the list meanwhile
            if (answer.statusCode() == 200) {
                contents.put(address.group(1), answer.body());
            }
        }
        return contents;
    }

    String log() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    String status() {
        return get(controlPort, "/status").body();
    }

    void awaitState(String state) {
        await(state)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> status().contains("\"state\":\"%s\"".formatted(state)));
    }

    boolean isOnAir() {
        return status().contains("\"state\":\"OnAir\"");
    }

    /** Waits until nobody is on air and the next may call. */
    void awaitGone() {
        await("nobody on air")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !isOnAir() && status().contains("\"listening\":true"));
    }

    void awaitStatus(String part) {
        await(part).atMost(PATIENCE).ignoreExceptions().until(() -> status().contains(part));
    }

    /** The newest media sequence number; the playlist must follow from the one before. */
    long newest() {
        HttpResponse<String> answer = get(mediaPort, "/live.m3u8");
        if (answer.statusCode() == 503) {
            return -1;
        }
        PlaylistRules now = PlaylistRules.check(answer.body());
        if (last != null) {
            last.followedBy(now);
        }
        last = now;
        return now.segments.getLast().msn;
    }

    /** How many segments have begun anew so far, those that left the list included. */
    long discontinuities() {
        newest();
        PlaylistRules now = Objects.requireNonNull(last);
        return now.discontinuitySequence
                + now.segments.stream().filter(segment -> segment.discontinuity).count();
    }

    /** Waits until the playlist has so many more segments. */
    void moves(int segments) {
        long before = newest();
        await("%d more segments".formatted(segments))
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> newest() >= before + segments);
    }

    /** Plays the newest seconds of the picture; empty if the decoder had nothing to complain of. */
    String decoderSays() throws IOException, InterruptedException {
        var decoder =
                new ProcessBuilder(
                                "ffmpeg",
                                "-v",
                                "error",
                                "-nostdin",
                                "-i",
                                "http://127.0.0.1:%d/playlist.m3u8".formatted(mediaPort),
                                "-t",
                                "2",
                                "-f",
                                "null",
                                "-")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(decoder.getInputStream().readAllBytes());
        return decoder.waitFor(60, TimeUnit.SECONDS) && decoder.exitValue() == 0
                ? said
                : "failed: " + said;
    }

    private HttpResponse<String> get(int port, String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        http.close();
    }
}
