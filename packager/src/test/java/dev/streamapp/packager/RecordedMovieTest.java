package dev.streamapp.packager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.streamapp.packager.live.CaptureClock;
import dev.streamapp.packager.live.FakeTime;
import dev.streamapp.packager.live.Recorder;
import dev.streamapp.packager.live.RunIds;
import dev.streamapp.packager.live.Studio;
import dev.streamapp.packager.media.Fragment;
import dev.streamapp.packager.media.FragmentReader;
import dev.streamapp.packager.store.Directory;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A recording of what a real ffmpeg encoded")
class RecordedMovieTest {
    private static final int RATE = 25;

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeTime time = new FakeTime(Studio.START);
    private Origin origin;

    @TempDir Path data;
    @TempDir Path downloads;

    @BeforeEach
    void start() throws Exception {
        assumeThat(output("sh", "-c", "ffmpeg -hide_banner -encoders; ffprobe -version"))
                .as("ffmpeg with libx264, and ffprobe, on the PATH")
                .contains("libx264", "ffprobe version");
        origin = origin(Map.of());
    }

    private Origin origin(Map<String, String> more) throws IOException {
        var env = new java.util.HashMap<>(more);
        env.putAll(
                Map.of(
                        "DATA_DIR",
                        data.toString(),
                        "MEDIA_PORT",
                        "0",
                        "CONTROL_PORT",
                        "0",
                        "RECORDING",
                        "true"));
        return new Origin(Settings.of(env), new Directory(data), time.time());
    }

    @AfterEach
    void stop() {
        if (origin != null) {
            origin.close();
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return text.strip();
    }

    /** A publisher comes, sends for so long, and goes; its media arrive in their own time. */
    private void publish(int seconds, String size) throws IOException {
        publish(seconds, size, "128k");
    }

    private void publish(int seconds, String size, String audioRate) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error"));
        command.addAll(List.of("-f", "lavfi", "-i", "testsrc2=size=" + size + ":rate=" + RATE));
        command.addAll(List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"));
        command.addAll(List.of("-t", "" + seconds, "-c:v", "libx264", "-preset", "ultrafast"));
        command.addAll(List.of("-g", "" + RATE, "-bf", "0"));
        command.addAll(List.of("-c:a", "aac", "-b:a", audioRate));
        command.addAll(List.of("-f", "mp4", "-map_metadata", "-1", "-use_editlist", "0"));
        command.addAll(
                List.of(
                        "-movflags",
                        "+empty_moov+delay_moov+default_base_moof+skip_trailer",
                        "-frag_duration",
                        "1",
                        "pipe:1"));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        FragmentReader reader = new FragmentReader(process.getInputStream());
        Recorder recorder =
                new Recorder(
                        RunIds.next(time.instant()),
                        reader.initialization(),
                        origin.archive(),
                        new CaptureClock(Duration.ZERO),
                        time.time(),
                        origin.board());
        try {
            while (true) {
                Fragment fragment = reader.next();
                long frames = fragment.samples().stream().filter(s -> s.trackId() == 1).count();
                time.advance(Duration.ofMillis(1000 / RATE).multipliedBy(frames));
                recorder.accept(fragment);
            }
        } catch (EOFException e) {
            recorder.finish();
        }
    }

    private String media(String path) {
        return "http://127.0.0.1:" + origin.mediaPort() + path;
    }

    private String text(String path) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(media(path))).build(),
                        BodyHandlers.ofString())
                .body();
    }

    private HttpResponse<String> control(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + origin.controlPort() + path);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private List<String> ids() throws Exception {
        List<String> ids = new ArrayList<>();
        try (JsonParser json =
                new JsonFactory().createParser(control("GET", "/recordings").body())) {
            while (json.nextToken() != null) {
                if ("id".equals(json.currentName()) && json.nextToken().isScalarValue()) {
                    ids.add(json.getText());
                }
            }
        }
        return ids;
    }

    private static double duration(String url) throws Exception {
        return Double.parseDouble(
                output(
                        "ffprobe",
                        "-v",
                        "error",
                        "-show_entries",
                        "format=duration",
                        "-of",
                        "csv=p=0",
                        url));
    }

    /** Decodes everything; what ffmpeg has to complain about, and how many pictures there are. */
    private static String decoded(String url) throws Exception {
        String frames =
                output(
                        "ffprobe",
                        "-v",
                        "error",
                        "-count_frames",
                        "-select_streams",
                        "v:0",
                        "-show_entries",
                        "stream=nb_read_frames",
                        "-of",
                        "csv=p=0",
                        url);
        return output("ffmpeg", "-v", "warning", "-xerror", "-i", url, "-f", "null", "-")
                + "frames="
                + frames.lines().findFirst().orElse("");
    }

    private Path downloaded(String path) throws Exception {
        Path file = Files.createTempFile(downloads, "recording", ".mp4");
        var answer =
                http.send(
                        HttpRequest.newBuilder(URI.create(media(path))).build(),
                        BodyHandlers.ofFile(file));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(Files.size(file));
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(name ->
                        assertThat(name)
                                .matches(
                                        "attachment; filename=\"recording-2025-12-31-2359[0-9]{2}.mp4\""));
        return file;
    }

    @Test
    @DisplayName("plays from its playlist and as one MP4, with every picture and the right length")
    void whole() throws Exception {
        publish(11, "320x180");
        String base = "/recordings/" + ids().getFirst() + "/";
        assertThat(duration(media(base + "playlist.m3u8"))).isEqualTo(11, within(0.1));
        assertThat(decoded(media(base + "playlist.m3u8"))).isEqualTo("frames=275");
        Path movie = downloaded(base + "recording.mp4");
        assertThat(duration(movie.toString())).isEqualTo(11, within(0.1));
        assertThat(decoded(movie.toString())).isEqualTo("frames=275");
        assertThat(duration(media(base + "recording.mp4"))).isEqualTo(11, within(0.1));
    }

    @Test
    @DisplayName("is one MP4 also where the publisher came back, and where its beginning is gone")
    void reconnected() throws Exception {
        publish(6, "320x180");
        time.advance(Duration.ofSeconds(20));
        publish(5, "320x180");
        origin.close();
        origin = origin(Map.of());
        publish(4, "320x180");
        assertThat(ids()).hasSize(1);
        String base = "/recordings/" + ids().getFirst() + "/";
        Path movie = downloaded(base + "recording.mp4");
        // a tenth of a second between two runs
        assertThat(duration(movie.toString())).isEqualTo(15.2, within(0.1));
        assertThat(decoded(movie.toString())).isEqualTo("frames=375");

        // from the playlist plays hls.js; ffmpeg itself knows no discontinuity of fMP4
        long from = Studio.START.toEpochMilli() + 3_000;
        String cut = base + from + "-" + (from + 26_900) + "/";
        String playlist = text(cut + "playlist.m3u8");
        double listed =
                playlist.lines()
                        .filter(line -> line.startsWith("#EXTINF:"))
                        .mapToDouble(
                                line -> Double.parseDouble(line.substring(8, line.length() - 1)))
                        .sum();
        assertThat(playlist).as("of both runs").containsOnlyOnce("#EXT-X-DISCONTINUITY");
        assertThat(listed).isBetween(3.0, 7.0);
        assertThat(duration(media(cut + "recording.mp4"))).isEqualTo(listed, within(0.2));
        assertThat(decoded(media(cut + "recording.mp4")))
                .isEqualTo("frames=" + (long) (listed * RATE));
    }

    @Test
    @DisplayName("can be fetched in ranges that make up the same file")
    void ranges() throws Exception {
        publish(6, "320x180");
        time.advance(Duration.ofSeconds(20));
        publish(4, "320x180");
        String path = "/recordings/" + ids().getFirst() + "/recording.mp4";
        byte[] whole = Files.readAllBytes(downloaded(path));
        for (int at :
                new int[] {0, 100, 1500, whole.length / 3, whole.length / 2, whole.length - 9}) {
            int until = Math.min(whole.length, at + 70_000);
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(media(path)))
                                    .header("Range", "bytes=" + at + "-" + (until - 1))
                                    .build(),
                            BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(whole, at, until));
        }
        var other =
                http.send(
                        HttpRequest.newBuilder(URI.create(media(path)))
                                .header("Range", "bytes=5-9")
                                .header("If-Range", "\"another\"")
                                .build(),
                        BodyHandlers.ofByteArray());
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName(
            "whose sound has another bit rate after a drop, as it nearly always has, is one MP4")
    void measuredRate() throws Exception {
        publish(4, "320x180", "96k");
        time.advance(Duration.ofSeconds(20));
        publish(4, "320x180", "131k");

        String movie = media("/recordings/" + ids().getFirst() + "/recording.mp4");
        assertThat(duration(movie)).isEqualTo(8.1, within(0.1));
        assertThat(decoded(movie)).isEqualTo("frames=200");
    }

    @Test
    @DisplayName("whose format changes is an MP4 for each, and says where they are")
    void formats() throws Exception {
        publish(4, "320x180");
        time.advance(Duration.ofSeconds(20));
        publish(6, "640x360");
        String base = "/recordings/" + ids().getFirst() + "/";
        List<String> parts = partsOf(base + "recording.mp4");
        assertThat(parts).hasSize(2);
        assertThat(duration(parts.get(0))).isEqualTo(4, within(0.1));
        assertThat(duration(parts.get(1))).isEqualTo(6, within(0.1));
        assertThat(decoded(parts.get(1))).isEqualTo("frames=150");

        String all = "0-" + Studio.START.plus(Duration.ofDays(9)).toEpochMilli();
        assertThat(partsOf(base + all + "/recording.mp4")).as("of a cut").isEqualTo(parts);
    }

    /** The addresses that the page leads to. */
    private List<String> partsOf(String path) throws Exception {
        URI address = URI.create(media(path));
        var refusal = http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
        assertThat(refusal.statusCode()).isEqualTo(409);
        assertThat(refusal.headers().firstValue("Content-Type"))
                .hasValue("text/html; charset=utf-8");
        return Pattern.compile("href=\"([^\"]+)\"")
                .matcher(refusal.body())
                .results()
                .map(link -> address.resolve(link.group(1)).toString())
                .toList();
    }

    @Test
    @DisplayName("of a suspended stream is served, and nothing else is")
    void suspended() throws Exception {
        publish(6, "320x180");
        origin.close();
        origin = origin(Map.of("REPLAY_ONLY", "true"));
        origin.board().replayOnly();

        assertThat(control("GET", "/readyz").statusCode()).isEqualTo(200);
        String base = "/recordings/" + ids().getFirst() + "/";
        assertThat(decoded(media(base + "playlist.m3u8"))).isEqualTo("frames=150");
        assertThat(duration(media(base + "recording.mp4"))).isEqualTo(6, within(0.1));
        for (String live : List.of("/playlist.m3u8", "/live.m3u8")) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(media(live))).build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(live).isEqualTo(503);
        }
    }

    @Test
    @DisplayName("is deleted at the control port, and is no other name's business")
    void deleted() throws Exception {
        publish(4, "320x180");
        String id = ids().getFirst();
        assertThat(control("GET", "/status").body()).doesNotContain("recordings");
        origin.housekeeping();
        assertThat(control("GET", "/status").body())
                .contains("\"recordings\":[{\"id\":\"" + id + "\"", "\"ongoing\":true}");
        assertThat(control("DELETE", "/recordings").statusCode()).isEqualTo(405);
        assertThat(control("DELETE", "/recordings/..%2Fstate.jsonl").statusCode()).isEqualTo(404);
        assertThat(control("GET", "/recordings/" + id).statusCode()).isEqualTo(405);
        assertThat(control("DELETE", "/recordings/" + id).statusCode()).isEqualTo(204);
        assertThat(control("DELETE", "/recordings/" + id).statusCode()).isEqualTo(404);
        assertThat(ids()).isEmpty();
        for (String path :
                List.of(
                        "/recordings/" + id + "/playlist.m3u8",
                        "/recordings/" + id + "/recording.mp4",
                        "/recordings/" + id + "/" + id.split("-")[0] + "-init.mp4",
                        "/recordings/",
                        "/recordings/../state.jsonl",
                        "/recordings/" + id + "/state.jsonl",
                        "/recordings/" + id + "/1-2/3-4/playlist.m3u8")) {
            var answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(media(path))).build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
        }
    }
}
