package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * nginx's own log prints requests, and most of all when something behind it is away: so that is
 * where to look.
 */
@DisplayName("A token")
class SilenceIT {

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private Edge edge;

    @BeforeEach
    void start() {
        edge = Edge.start(gateway, Map.of("VIEWER_RATE", "20", "VIEWER_BURST", "0"));
    }

    @AfterEach
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    /** Every place and spelling in which a request can carry it. */
    private void use(String token) {
        secrets.add(token);
        String spelled = token.replace(".", "%2e");
        String hidden = "%30" + token.substring(1);
        List<String> requests =
                Stream.of(
                                "/hls/_/" + token + "/bench-7/live.m3u8",
                                "/hls/_/" + token + "/bench-7/1abcd-1.mp4",
                                "/hls/_/" + token + "/bench-7/9none-1.mp4?token=" + token,
                                "/hls/bench-7/playlist.m3u8?token=" + token,
                                "/hls/bench-7/playlist.m3u8?a=b&token=" + spelled,
                                "/live-stream?token=" + token,
                                "/live-stream?order=1&token=" + spelled,
                                "/live-stream?x=" + token,
                                "/hls/_/" + spelled + "/bench-7/live.m3u8",
                                "/hls/_/" + hidden + "/bench-7/live.m3u8",
                                "/hls/%5f/" + token + "/bench-7/live.m3u8",
                                "/hls//_//" + token + "/bench-7/live.m3u8",
                                "/hls/./_/" + token + "/bench-7/live.m3u8",
                                "/x/../hls/_/" + token + "/bench-7/live.m3u8",
                                "/hls/_/" + token,
                                "/hls/_/" + token + "/",
                                "/hls/_/x/" + token + "/live.m3u8",
                                "/hls/" + token + "/bench-7/live.m3u8",
                                "/HLS/_/" + token + "/bench-7/live.m3u8",
                                "/" + token,
                                "/api/" + spelled + "/x",
                                "/internal/" + token,
                                "/api;" + token)
                        .map(target ->
                                "GET "
                                        + target
                                        + " HTTP/1.1\r\nReferer: https://live.example.com/live-stream?token="
                                        + token)
                        .collect(Collectors.toCollection(ArrayList::new));
        requests.add("POST /hls/_/" + token + "/bench-7/live.m3u8 HTTP/1.1\r\nContent-Length: 0");
        requests.add(
                "GET /api/health HTTP/1.1\r\nAuthorization: Bearer "
                        + token
                        + "\r\nX-Request-Id: "
                        + token
                        + "\r\nCookie: t="
                        + token);
        Wire wire = edge.https();
        for (String request : requests) {
            Reply reply = wire.send(request + "\r\nHost: live.example.com\r\n\r\n");
            if (reply.header("connection").equals("close")) {
                wire.close();
                wire = edge.https();
            }
        }
        wire.close();
    }

    /** Several viewers at once, some of whom should not be here. */
    private void load() throws InterruptedException, ExecutionException {
        var tokens =
                List.of(
                        gateway.admit("bench-7"),
                        gateway.admit("bench-7"),
                        Tokens.fresh(),
                        Tokens.expired());
        try (ExecutorService viewers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<?> viewer :
                    tokens.stream().map(token -> viewers.submit(() -> use(token))).toList()) {
                viewer.get();
            }
        }
    }

    @Test
    @DisplayName(
            "is in no log, no file and no request to a packager, under load and with gateway and packager away")
    void inNoLog() throws InterruptedException, ExecutionException {
        load();
        packager.stop();
        load();
        gateway.stop();
        load();
        edge.awaitLog("Connection refused");
        edge.awaitLog("auth request unexpected status");
        gateway.startAgain();
        packager.startAgain();
        load();

        assertThat(packager.seen()).isNotEmpty();
        String written = edge.logs() + edge.files() + packager.seen();
        assertThat(written)
                .contains("/hls/_/…/bench-7/live.m3u8", "\"status\":503", "\"status\":302");
        assertThat(secrets).hasSize(16);
        for (String token : secrets) {
            for (String word : List.of(signature(token), viewer(token))) {
                assertThat(written.contains(word))
                        .as("%s in %s", word, lineWith(word, written))
                        .isFalse();
            }
        }
    }

    private static String signature(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }

    private static String viewer(String token) {
        return token.split("\\.")[2];
    }

    private static String lineWith(String word, String written) {
        return written.lines().filter(line -> line.contains(word)).findFirst().orElse("");
    }

    @Test
    @DisplayName(
            "is sent to no other site: no answer to an address with one lets a browser tell where it was")
    void inNoReferer() {
        String token = gateway.admit("bench-7");
        for (String target :
                List.of(
                        "/hls/_/" + token + "/bench-7/live.m3u8",
                        "/hls/_/" + token + "/bench-7/1abcd-1.mp4",
                        "/hls/_/" + token + "/bench-7/nothing",
                        "/hls/_/" + Tokens.fresh() + "/bench-7/live.m3u8",
                        "/hls/_/" + Tokens.expired() + "/bench-7/live.m3u8",
                        "/hls/bench-7/playlist.m3u8?token=" + token,
                        "/hls/bench-7/playlist.m3u8?token=" + Tokens.truncated())) {
            assertThat(edge.get(target).header("referrer-policy"))
                    .as(target)
                    .isEqualTo("no-referrer");
        }
        try (Wire plain = Wire.plain(edge.port("HTTP"))) {
            Reply moved = plain.ask("GET", "/live-stream?token=" + token);
            assertThat(moved.status()).isEqualTo(308);
            assertThat(moved.header("referrer-policy")).isEqualTo("no-referrer");
        }
        gateway.stop();
        Reply away = edge.get("/live-stream?token=" + token);
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("referrer-policy")).isEqualTo("no-referrer");
    }
}
