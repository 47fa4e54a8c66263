package dev.streamapp.packager.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.packager.hls.MultivariantPlaylist;
import dev.streamapp.packager.hls.PlaylistRules;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.live.Recorder;
import dev.streamapp.packager.live.Studio;
import dev.streamapp.packager.media.SyntheticStream;
import dev.streamapp.packager.media.SyntheticStream.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The media port")
class MediaServerTest {
    private static final Targets TARGETS =
            new Targets(Duration.ofSeconds(1), Duration.ofMillis(200), 4);
    private static final int FRAMES_AHEAD = 160;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicInteger answered = new AtomicInteger();
    private Studio studio;
    private MediaServer server;
    private SyntheticStream stream;
    private List<Frame> frames;
    private Recorder recorder;
    private @Nullable MultivariantPlaylist variants;
    private int fed;

    @BeforeEach
    void start() throws IOException {
        studio = new Studio(TARGETS);
        server =
                new MediaServer(
                        0,
                        studio.reloads,
                        studio.library,
                        studio.recordings,
                        () -> variants,
                        false,
                        64,
                        (code, bytes) -> answered.incrementAndGet());
        stream = new SyntheticStream().video(25, 25, 60);
        frames = stream.frames();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private void onAir() throws IOException {
        recorder = studio.begin(stream);
        feed(FRAMES_AHEAD);
    }

    private void feed(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            studio.time.advance(Duration.ofMillis(40));
            studio.feed(recorder, stream, frames.get(fed++));
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private CompletableFuture<HttpResponse<String>> later(String path) {
        return client.sendAsync(request(path).build(), BodyHandlers.ofString());
    }

    private void waiters(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> studio.reloads.waiting() == count);
    }

    private String part() {
        return studio.last().segments.getFirst().parts.isEmpty()
                ? studio.last().segments.getLast().parts.getFirst().uri()
                : studio.last().segments.getFirst().parts.getFirst().uri();
    }

    @Test
    @DisplayName("says 503 and when to ask again before anything was published")
    void nothingYet() throws Exception {
        for (String path : List.of("/live.m3u8", "/playlist.m3u8", "/live.m3u8?_HLS_msn=1")) {
            HttpResponse<String> response = get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
    }

    @Test
    @DisplayName("serves playlists uncached and media for ever, to any origin")
    void headers() throws Exception {
        onAir();
        HttpResponse<String> playlist = get("/live.m3u8");
        assertThat(playlist.statusCode()).isEqualTo(200);
        assertThat(playlist.headers().firstValue("Content-Type"))
                .hasValue("application/vnd.apple.mpegurl");
        assertThat(playlist.headers().firstValue("Cache-Control")).hasValue("no-store");
        PlaylistRules listed = PlaylistRules.check(playlist.body());
        String segment = Objects.requireNonNull(listed.segments.getFirst().uri);
        for (String name : List.of(listed.segments.getFirst().map, segment, part())) {
            HttpResponse<String> media = get("/" + name);
            assertThat(media.statusCode()).as(name).isEqualTo(200);
            assertThat(media.headers().firstValue("Content-Type")).hasValue("video/mp4");
            assertThat(media.headers().firstValue("Cache-Control").orElse(""))
                    .contains("public", "immutable");
            assertThat(media.headers().firstValue("ETag")).hasValue("\"" + name + "\"");
            assertThat(media.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
        }
    }

    @Test
    @DisplayName("lists media under the base that the edge names, each waiter's under its own")
    void base() throws Exception {
        onAir();
        String address = "https://cdn.example.com/hls/bench-1/";
        String base = address + "?token=1.2.bWVkaWE.3";
        PlaylistRules beside = PlaylistRules.check(get("/live.m3u8").body());
        PlaylistRules under = PlaylistRules.check(get("/live.m3u8", base).body());
        assertThat(under.segments.getFirst().uri)
                .isEqualTo(address + beside.segments.getFirst().uri + "?token=1.2.bWVkaWE.3");

        long next = beside.segments.getLast().msn + 1;
        String path = "/live.m3u8?_HLS_msn=" + next;
        CompletableFuture<HttpResponse<String>> one = later(path);
        CompletableFuture<HttpResponse<String>> other =
                client.sendAsync(
                        request(path).header("X-Stream-Media-Base", base).build(),
                        BodyHandlers.ofString());
        waiters(2);
        feed(60);
        assertThat(one.get().body()).doesNotContain("https://");
        assertThat(other.get().body()).contains("\n" + address).contains("MAP:URI=\"" + address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cdn.example.com/",
                "https://cdn.example.com",
                "https://cdn.example.com/a\"b/",
                "https://cdn.example.com/a/../b/",
                "https://u@cdn.example.com/",
                "cdn.example.com/"
            })
    @DisplayName("a base that is no https address is refused, and stands in no playlist")
    void wrongBase(String base) throws Exception {
        onAir();
        HttpResponse<String> answer = get("/live.m3u8", base);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain("example.com");
    }

    private HttpResponse<String> get(String path, String base) throws Exception {
        return client.send(
                request(path).header("X-Stream-Media-Base", base).build(), BodyHandlers.ofString());
    }

    @Test
    @DisplayName("shows a viewer nothing from before the time the edge names, listed or not")
    void from() throws Exception {
        onAir();
        variants = new MultivariantPlaylist(stream.parsed(), 1_000_000, 25);
        var all = PlaylistRules.check(get("/live.m3u8").body()).segments;
        var second = all.get(1);
        String from = String.valueOf(second.start.toEpochMilli());

        var seen = PlaylistRules.check(getFrom("/live.m3u8", from).body()).segments;

        assertThat(seen.getFirst().uri).isEqualTo(second.uri);
        assertThat(seen.getFirst().msn).isEqualTo(second.msn);
        assertThat(getFrom("/" + second.uri, from).statusCode()).isEqualTo(200);
        assertThat(getFrom("/" + second.map, from).statusCode()).isEqualTo(200);
        assertThat(getFrom("/" + all.getFirst().uri, from).statusCode()).isEqualTo(404);
        assertThat(get("/" + all.getFirst().uri).statusCode()).isEqualTo(200);

        String future = String.valueOf(all.getLast().start.plusSeconds(60).toEpochMilli());
        assertThat(getFrom("/live.m3u8", future).statusCode()).isEqualTo(503);
        assertThat(getFrom("/playlist.m3u8", future).statusCode()).isEqualTo(503);
        assertThat(getFrom("/playlist.m3u8", from).statusCode()).isEqualTo(200);
        assertThat(getFrom("/" + part(), future).statusCode()).isEqualTo(404);
        assertThat(getFrom("/live.m3u8", "yesterday").statusCode()).isEqualTo(400);
        feed(25 * 3);
        assertThat(get("/live.m3u8").body()).doesNotContain(second.uri);
        assertThat(getFrom("/" + second.uri, from).statusCode())
                .as("left the list, and may still be fetched")
                .isEqualTo(200);
        assertThat(getFrom("/" + second.uri, "-1").statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> getFrom(String path, String from) throws Exception {
        return client.send(
                request(path).header("X-Stream-From", from).build(), BodyHandlers.ofString());
    }

    @Test
    @DisplayName("answers OPTIONS and HEAD, and no other method")
    void methods() throws Exception {
        onAir();
        HttpResponse<String> options =
                client.send(
                        request("/live.m3u8").method("OPTIONS", noBody()).build(),
                        BodyHandlers.ofString());
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                .contains("GET");
        String whole = get("/" + part()).headers().firstValue("Content-Length").orElse("");
        HttpResponse<String> head =
                client.send(
                        request("/" + part()).method("HEAD", noBody()).build(),
                        BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).hasValue(whole);
        assertThat(head.body()).isEmpty();
        assertThat(
                        client.send(request("/live.m3u8").DELETE().build(), BodyHandlers.ofString())
                                .statusCode())
                .isEqualTo(405);
    }

    private static HttpRequest.BodyPublisher noBody() {
        return HttpRequest.BodyPublishers.noBody();
    }

    @Test
    @DisplayName("serves byte ranges of parts and of segments")
    void ranges() throws Exception {
        onAir();
        String segment = Objects.requireNonNull(studio.last().segments.getFirst().uri);
        for (String name : List.of(part(), segment)) {
            byte[] whole =
                    client.send(request("/" + name).build(), BodyHandlers.ofByteArray()).body();
            assertThat(range(name, "bytes=2-5").body())
                    .containsExactly(whole[2], whole[3], whole[4], whole[5]);
            assertThat(range(name, "bytes=2-5").headers().firstValue("Content-Range"))
                    .hasValue("bytes 2-5/" + whole.length);
            assertThat(range(name, "bytes=-3").body()).hasSize(3);
            assertThat(range(name, "bytes=10-").body()).hasSize(whole.length - 10);
            assertThat(range(name, "bytes=" + whole.length + "-").statusCode()).isEqualTo(416);
            assertThat(range(name, "bytes=1-2,4-5").statusCode()).isEqualTo(200);
            assertThat(range(name, "nonsense").body()).isEqualTo(whole);
        }
    }

    private HttpResponse<byte[]> range(String name, String range) throws Exception {
        return client.send(
                request("/" + name).header("Range", range).build(), BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/live.m3u8/",
                "/state.jsonl",
                "/../state.jsonl",
                "/..%2fstate.jsonl",
                "/%2e%2e/state.jsonl",
                "//live.m3u8",
                "/1767225600000abcd-1.mp4",
                "/1767225600000abcd-1-0.mp4",
                "/1767225600000abcd-01-0.mp4",
                "/1767225600000abcd-init.mp4",
                "/1767225600000ABCD-init.mp4",
                "/live.m3u8%00"
            })
    @DisplayName("knows no other name")
    void unknown(String path) throws Exception {
        onAir();
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream out = socket.getOutputStream();
            String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).matches("(?s)HTTP/1\\.1 40[04] .*");
        }
    }

    @Test
    @DisplayName("a blocking reload is answered by the part it asks for, with one playlist for all")
    void blockingReload() throws Exception {
        onAir();
        PlaylistRules before = studio.last();
        long msn = before.segments.getLast().msn;
        boolean open = before.segments.getLast().uri == null;
        int parts = before.segments.getLast().parts.size();
        String path =
                "/live.m3u8?_HLS_msn=%d&_HLS_part=%d"
                        .formatted(open ? msn : msn + 1, open ? parts : 0);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(later(path));
        }
        waiters(20);
        feed(6);
        for (CompletableFuture<HttpResponse<String>> answer : waiting) {
            assertThat(answer.get().statusCode()).isEqualTo(200);
            assertThat(answer.get().body()).isEqualTo(waiting.getFirst().get().body());
        }
        before.followedBy(PlaylistRules.check(waiting.getFirst().get().body()));
    }

    @Test
    @DisplayName("a reload for a whole segment waits until it is closed")
    void blockingForSegment() throws Exception {
        onAir();
        long msn = studio.last().segments.getLast().msn + 1;
        CompletableFuture<HttpResponse<String>> answer = later("/live.m3u8?_HLS_msn=" + msn);
        waiters(1);
        feed(60);
        PlaylistRules listed = PlaylistRules.check(answer.get().body());
        assertThat(listed.segments).anyMatch(s -> s.msn == msn && s.uri != null);
    }

    @Test
    @DisplayName("a part past the end of a closed segment is the first of the next")
    void partPastTheEnd() throws Exception {
        onAir();
        long closed =
                studio.last().segments.stream()
                        .filter(segment -> segment.uri != null)
                        .reduce((a, b) -> b)
                        .orElseThrow()
                        .msn;
        HttpResponse<String> now = get("/live.m3u8?_HLS_msn=%d&_HLS_part=0".formatted(closed));
        assertThat(now.statusCode()).isEqualTo(200);
        CompletableFuture<HttpResponse<String>> later =
                later("/live.m3u8?_HLS_msn=%d&_HLS_part=900".formatted(closed));
        feed(25);
        assertThat(later.get().statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "_HLS_part=1",
                "_HLS_msn=x",
                "_HLS_msn=",
                "_HLS_msn=-1",
                "_HLS_msn=99999999999",
                "_HLS_msn=9999999999999999999999",
                "_HLS_msn=1&_HLS_part=%31"
            })
    @DisplayName("an impossible question is refused")
    void badDirectives(String query) throws Exception {
        onAir();
        assertThat(get("/live.m3u8?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("more than two segments ahead, or a part too far ahead, is refused")
    void tooFarAhead() throws Exception {
        onAir();
        PlaylistRules.Listed last = studio.last().segments.getLast();
        assertThat(get("/live.m3u8?_HLS_msn=" + (last.msn + 3)).statusCode()).isEqualTo(400);
        feed(6);
        last = studio.last().segments.getLast();
        assertThat(last.uri).isNull();
        int far = last.parts.size() + 16;
        assertThat(get("/live.m3u8?_HLS_msn=%d&_HLS_part=%d".formatted(last.msn, far)).statusCode())
                .isEqualTo(400);
    }

    @Test
    @DisplayName("a hinted part is held until it is there, and its address then has that content")
    void hint() throws Exception {
        onAir();
        String hint = Objects.requireNonNull(studio.last().hint);
        CompletableFuture<HttpResponse<String>> held = later("/" + hint);
        waiters(1);
        feed(10);
        assertThat(held.get().statusCode()).isEqualTo(200);
        assertThat(held.get().body()).isEqualTo(get("/" + hint).body());
    }

    @Test
    @DisplayName("off air the list stays, the hint goes, and those who wait for more get 503")
    void offAir() throws Exception {
        onAir();
        String hint = Objects.requireNonNull(studio.last().hint);
        CompletableFuture<HttpResponse<String>> held = later("/" + hint);
        waiters(1);
        studio.finish(recorder);
        assertThat(held.get().statusCode()).isEqualTo(404);
        String list = get("/live.m3u8").body();
        assertThat(list).doesNotContain("PRELOAD-HINT").doesNotContain("ENDLIST");
        assertThat(get("/live.m3u8").body()).isEqualTo(list);
        long next = PlaylistRules.check(list).segments.getLast().msn + 1;
        long before = System.nanoTime();
        HttpResponse<String> blocked = get("/live.m3u8?_HLS_msn=" + next);
        assertThat(blocked.statusCode()).isEqualTo(503);
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .as("three target durations")
                .isBetween(Duration.ofMillis(2900), Duration.ofSeconds(10));
    }

    @Test
    @DisplayName("a reader that stops reading holds up nobody else")
    void slowReader() throws Exception {
        stream = new SyntheticStream().frameSize(200_000).video(25, 25, 60);
        frames = stream.frames();
        onAir();
        String segment = Objects.requireNonNull(studio.last().segments.getFirst().uri);
        List<Socket> stuck = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Socket socket = new Socket("127.0.0.1", server.port());
            socket.setReceiveBufferSize(1024);
            String request = "GET /" + segment + " HTTP/1.1\r\nHost: x\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            stuck.add(socket);
        }
        assertThat(get("/live.m3u8").statusCode()).isEqualTo(200);
        assertThat(get("/" + segment).statusCode()).as("bounded").isEqualTo(503);
        for (Socket socket : stuck) {
            socket.close();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> get("/" + segment).statusCode() == 200);
    }
}
