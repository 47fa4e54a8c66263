package dev.streamapp.e2e.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.streamapp.e2e.hls.Mp4;
import dev.streamapp.e2e.hls.Rule;
import dev.streamapp.e2e.hls.Violation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is served is recorded and held to the rules")
class WatchingTest {
    private static final String FIRST =
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:1
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.6
            #EXT-X-PART-INF:PART-TARGET=0.2
            #EXT-X-MEDIA-SEQUENCE:10
            #EXT-X-MAP:URI="a-init.mp4"
            #EXT-X-PART:DURATION=0.2,INDEPENDENT=YES,URI="a-10-0.mp4"
            """;
    private static final String SECOND =
            FIRST + "#EXT-X-PART:DURATION=0.2,URI=\"a-10-1.mp4\"\n#EXTINF:0.4,\na-10.mp4\n";

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private HttpServer origin;
    private RecordingProxy proxy;

    @TempDir Path directory;

    @BeforeEach
    void start() throws IOException {
        files.put("/a-init.mp4", Mp4.initialization());
        files.put("/a-10-0.mp4", Mp4.fragment(0, 5, true));
        files.put("/a-10-1.mp4", Mp4.fragment(200, 5, false));
        var segment = new java.io.ByteArrayOutputStream();
        segment.writeBytes(files.get("/a-10-0.mp4"));
        segment.writeBytes(files.get("/a-10-1.mp4"));
        files.put("/a-10.mp4", segment.toByteArray());
        files.put("/live.m3u8", FIRST.getBytes(StandardCharsets.UTF_8));
        origin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        origin.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        origin.createContext(
                "/",
                exchange -> {
                    byte[] body = files.get(exchange.getRequestURI().getPath());
                    exchange.getResponseHeaders()
                            .add(
                                    "Content-Type",
                                    exchange.getRequestURI().getPath().endsWith("m3u8")
                                            ? type()
                                            : "video/mp4");
                    exchange.sendResponseHeaders(
                            body == null ? 404 : 200, body == null ? -1 : body.length);
                    if (body != null) {
                        exchange.getResponseBody().write(body);
                    }
                    exchange.close();
                });
        origin.start();
        proxy =
                new RecordingProxy(
                        URI.create("http://127.0.0.1:" + origin.getAddress().getPort()),
                        Clock.systemUTC());
    }

    private String type() {
        return new String(
                files.getOrDefault(
                        "type", "application/vnd.apple.mpegurl".getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.UTF_8);
    }

    @AfterEach
    void stop() {
        proxy.close();
        origin.stop(0);
    }

    @Test
    @DisplayName("a follower fetches every file once and finds nothing wrong with good ones")
    void follows() {
        try (var follower = new Follower(proxy, directory)) {
            awaitParts(1);
            files.put("/live.m3u8", SECOND.getBytes(StandardCharsets.UTF_8));
            awaitParts(2);
            Awaitility.await()
                    .until(() -> proxy.recorder().newest().orElseThrow().segments().size() == 1);
        }
        // the waiting answers of this origin come at once, which is what it is told
        assertThat(rules()).containsOnly(Rule.BLOCKING_RELOAD);
        assertThat(proxy.recorder().parts())
                .extracting(ListedPart::uri)
                .containsExactly("a-10-0.mp4", "a-10-1.mp4");
        assertThatThrownBy(proxy.recorder()::requireClean)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("6.2.5.2")
                .hasMessageContaining("#EXTM3U");
    }

    @Test
    @DisplayName("a listed file that cannot be fetched is found out")
    void missing() {
        files.remove("/a-10-0.mp4");
        try (var follower = new Follower(proxy, directory)) {
            Awaitility.await().until(() -> rules().contains(Rule.MEDIA_AVAILABLE));
        }
    }

    @Test
    @DisplayName("a part that is gone right after it left the playlist is found out")
    void departed() {
        try (var follower = new Follower(proxy, directory)) {
            awaitParts(1);
            files.remove("/a-10-0.mp4");
            files.put(
                    "/live.m3u8",
                    FIRST.replaceAll("#EXT-X-PART:.*\n", "").getBytes(StandardCharsets.UTF_8));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> rules().contains(Rule.MEDIA_KEPT));
        }
    }

    @Test
    @DisplayName("a playlist served as plain text is found out")
    void contentType() {
        files.put("type", "text/plain".getBytes(StandardCharsets.UTF_8));
        try (var follower = new Follower(proxy, directory)) {
            awaitParts(1);
        }
        assertThat(rules()).contains(Rule.CONTENT_TYPE);
    }

    @Test
    @DisplayName("an origin that answers what it should refuse is found out")
    void requests() {
        try (var follower = new Follower(proxy, directory)) {
            awaitParts(1);
        }
        files.put("/never-listed.mp4", new byte[1]);
        RequestRules.check(proxy);
        assertThat(rules()).contains(Rule.PART_WITHOUT_MSN, Rule.TOO_FAR_AHEAD, Rule.UNKNOWN_FILE);
    }

    @Test
    @DisplayName(
            "pictures that do not decode are found out, half a picture at the end of a run is forgiven")
    void decoding() {
        var recorder = new Recorder(Clock.systemUTC());
        recorder.media().initialization("a-init.mp4", Mp4.initialization());
        var recordings =
                new Recordings(directory, recorder, (file, video) -> new Decoder.Result(4, ""));
        recordings.initialization("a-init.mp4", Mp4.initialization());
        recordings.segment("a-init.mp4", 10, null, Mp4.fragment(0, 5, true));
        recordings.decode();
        assertThat(recorder.violations()).extracting(Violation::rule).containsExactly(Rule.DECODES);

        var forgiving = new Recorder(Clock.systemUTC());
        forgiving.media().initialization("a-init.mp4", Mp4.initialization());
        var interrupted =
                new Recordings(
                        directory,
                        forgiving,
                        (file, video) -> new Decoder.Result(4, "error while decoding"));
        interrupted.initialization("a-init.mp4", Mp4.initialization());
        interrupted.segment("a-init.mp4", 10, null, Mp4.fragment(0, 5, true));
        interrupted.initialization("b-init.mp4", Mp4.initialization());
        assertThat(interrupted.decode()).isEqualTo(4);
        assertThat(forgiving.violations()).isEmpty();
    }

    @Test
    @DisplayName(
            "a packager that cannot be reached is answered for with 503, readable by any origin")
    void unreachable() throws Exception {
        origin.stop(0);
        try (var client = java.net.http.HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            java.net.http.HttpRequest.newBuilder(proxy.url("/live.m3u8")).build(),
                            java.net.http.HttpResponse.BodyHandlers.discarding());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        }
        assertThat(proxy.failures()).isEqualTo(1);
    }

    private void awaitParts(int count) {
        Awaitility.await().until(() -> proxy.recorder().parts().size() >= count);
    }

    private List<Rule> rules() {
        return proxy.recorder().violations().stream().map(Violation::rule).distinct().toList();
    }
}
