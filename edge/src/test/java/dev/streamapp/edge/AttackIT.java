package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What must come back for what a hostile viewer sends, and who behind the edge may have heard of
 * it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A hostile viewer")
class AttackIT {

    private static final int SHORT = 1_000;

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private Edge edge;

    @BeforeAll
    void start() {
        edge = Edge.start(gateway, Map.of());
    }

    @AfterAll
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    @BeforeEach
    void forget() {
        gateway.forget();
        packager.forget();
    }

    /** A target with tokens filled in: {good} sees bench-7. */
    private String filled(String target) {
        return target.replace("{good}", gateway.admit("bench-7"))
                .replace("{other}", gateway.admit("bench-8"))
                .replace("{forged}", Tokens.fresh())
                .replace("{expired}", Tokens.expired())
                .replace("{truncated}", Tokens.truncated())
                .replace("{long}", Tokens.tooLong())
                .replace("{41}", "s".repeat(41));
    }

    /** The last one behind the edge to have heard of the request. */
    private String asked() {
        if (!packager.seen().isEmpty()) {
            return "packager";
        }
        if (!gateway.passedOn().isEmpty()) {
            return "gateway";
        }
        return gateway.seen().isEmpty() ? "nobody" : "check";
    }

    @ParameterizedTest(name = "{0} {1}: {2}, asked: {3}")
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    # what is right
                    GET     | /hls/_/{good}/bench-7/live.m3u8                          | 200 | packager
                    HEAD    | /hls/_/{good}/bench-7/live.m3u8                          | 200 | packager
                    OPTIONS | /hls/_/{good}/bench-7/live.m3u8                          | 204 | packager
                    GET     | /hls/_/{good}/bench-7/1700000000000abcd-1.mp4            | 200 | packager
                    HEAD    | /hls/_/{good}/bench-7/1700000000000abcd-2.mp4            | 200 | packager
                    GET     | /hls/bench-7/playlist.m3u8?token={good}                  | 302 | nobody
                    GET     | /api/health                                              | 200 | gateway
                    # tokens
                    GET     | /hls/_/{expired}/bench-7/live.m3u8                       | 401 | nobody
                    GET     | /hls/_/{expired}/bench-7/1abcd-1.mp4                     | 401 | nobody
                    GET     | /hls/_/{truncated}/bench-7/live.m3u8                     | 401 | nobody
                    GET     | /hls/_/{long}/bench-7/live.m3u8                          | 401 | nobody
                    GET     | /hls/_/{good}x/bench-7/live.m3u8                         | 401 | nobody
                    GET     | /hls/_/%20{good}/bench-7/live.m3u8                       | 401 | nobody
                    GET     | /hls/_/0/bench-7/live.m3u8                               | 401 | nobody
                    GET     | /hls/_/{forged}/bench-7/live.m3u8                        | 401 | check
                    GET     | /hls/_/{forged}/bench-7/1abcd-1.mp4                      | 401 | check
                    GET     | /hls/_/{other}/bench-7/live.m3u8                         | 401 | check
                    GET     | /hls/_/{other}/bench-7/1abcd-1.mp4                       | 401 | check
                    GET     | /hls/_//bench-7/live.m3u8                                | 404 | nobody
                    GET     | /hls/bench-7/live.m3u8                                   | 404 | nobody
                    GET     | /hls/bench-7/playlist.m3u8                               | 401 | nobody
                    GET     | /hls/bench-7/playlist.m3u8?token=                        | 401 | nobody
                    GET     | /hls/bench-7/playlist.m3u8?token={truncated}             | 401 | nobody
                    GET     | /hls/bench-7/playlist.m3u8?token={good}&token={good}     | 401 | nobody
                    GET     | /hls/bench-7/playlist.m3u8?TOKEN={good}                  | 401 | nobody
                    # ways around the address
                    GET     | /hls/_/{good}/bench-7/../bench-8/live.m3u8               | 401 | check
                    GET     | /hls/_/{good}/bench-7/%2e%2e/bench-8/live.m3u8           | 401 | check
                    GET     | /hls/_/{good}/x/../bench-7/live.m3u8                     | 200 | packager
                    GET     | //hls//_//{good}//bench-7//live.m3u8                     | 200 | packager
                    GET     | /hls/_/{good}/bench-7/live.m3u8%00                       | 400 | nobody
                    GET     | /hls/_/{good}/bench-7%00/live.m3u8                       | 400 | nobody
                    GET     | /hls/_/{good}/bench-7%2flive.m3u8                        | 400 | nobody
                    GET     | /hls/_/{good}/bench-7%5clive.m3u8                        | 400 | nobody
                    GET     | /hls/_/{good}/bench-7;x/live.m3u8                        | 400 | nobody
                    GET     | /hls/_/{good}/bench-7%3bx/live.m3u8                      | 400 | nobody
                    GET     | /hls/_/{good}/%252e%252e/live.m3u8                       | 400 | nobody
                    GET     | /hls/_/{good}/bench-7/live.m3u8%0d%0aX:%20y              | 404 | nobody
                    GET     | /hls/_/{good}/bench-7/%zz                                | 400 | nobody
                    GET     | /../../etc/passwd                                        | 400 | nobody
                    GET     | /%2e%2e/etc/passwd                                       | 400 | nobody
                    # names
                    GET     | /hls/_/{good}/bench-7/status                             | 404 | nobody
                    GET     | /hls/_/{good}/bench-7/metrics                            | 404 | nobody
                    GET     | /hls/_/{good}/bench-7/live.m3u8.bak                      | 404 | nobody
                    GET     | /hls/_/{good}/bench-7/live.m3u8/                         | 404 | nobody
                    GET     | /hls/_/{good}/Bench-7/live.m3u8                          | 404 | nobody
                    GET     | /hls/_/{good}/bench-7./live.m3u8                         | 404 | nobody
                    GET     | /hls/_/{good}/{41}/live.m3u8                             | 404 | nobody
                    GET     | /hls/_/{good}/127.0.0.1:9090/live.m3u8                   | 404 | nobody
                    GET     | /hls/_/{good}/bench-7/1234567890123456abcd-1.mp4         | 404 | nobody
                    # methods
                    POST    | /hls/_/{good}/bench-7/live.m3u8                          | 405 | nobody
                    PUT     | /hls/_/{good}/bench-7/1abcd-1.mp4                        | 405 | nobody
                    DELETE  | /hls/_/{good}/bench-7/1abcd-1.mp4                        | 405 | nobody
                    PROPFIND | /hls/_/{good}/bench-7/live.m3u8                         | 405 | nobody
                    PURGE   | /hls/_/{good}/bench-7/1abcd-1.mp4                        | 405 | nobody
                    POST    | /hls/bench-7/playlist.m3u8?token={good}                  | 405 | nobody
                    TRACE   | /api/health                                              | 405 | nobody
                    CONNECT | /api/health                                              | 405 | nobody
                    get     | /api/health                                              | 400 | nobody
                    # what the gateway answers inside the cluster only, in every spelling
                    GET     | /internal                                                | 404 | nobody
                    GET     | /internal/edge/check                                     | 404 | nobody
                    POST    | /internal/edge/check                                     | 404 | nobody
                    GET     | //internal/edge/check                                    | 404 | nobody
                    GET     | /./internal/edge/check                                   | 404 | nobody
                    GET     | /%69nternal/edge/check                                   | 404 | nobody
                    GET     | /api/../internal/edge/check                              | 404 | nobody
                    GET     | /api/%2e%2e/internal/edge/check                          | 404 | nobody
                    GET     | /api/.%2e//internal/edge/check                           | 404 | nobody
                    GET     | /hls/_/{good}/bench-7/../../../../internal/edge/check    | 404 | nobody
                    GET     | /internal/edge/check?x=/api                              | 404 | nobody
                    GET     | https://live.example.com/internal/edge/check             | 404 | nobody
                    GET     | https://other.example//internal/edge/check               | 404 | nobody
                    GET     | /internal;x/edge/check                                   | 400 | nobody
                    GET     | /api/..;/internal/edge/check                             | 400 | nobody
                    GET     | /;x/internal/edge/check                                  | 400 | nobody
                    GET     | /%2finternal/edge/check                                  | 400 | nobody
                    GET     | /api/..%2finternal/edge/check                            | 400 | nobody
                    GET     | /api/..%5cinternal/edge/check                            | 400 | nobody
                    GET     | /api\\..\\internal/edge/check                            | 400 | nobody
                    GET     | /%252e%252e/internal/edge/check                          | 400 | nobody
                    GET     | /_check                                                  | 404 | nobody
                    # paths are told apart by case, by the gateway too
                    GET     | /Internal/edge/check                                     | 200 | gateway
                    """)
    @DisplayName("gets for an address")
    void address(String method, String target, int status, String asked) {
        Reply reply = edge.ask(method, filled(target), "Connection: close");

        assertThat(reply.status()).as("%s", reply).isEqualTo(status);
        assertThat(asked()).isEqualTo(asked);
        assertThat(reply.header("strict-transport-security")).isEqualTo("max-age=31536000");
        if (status >= 400) {
            assertThat(reply.body()).hasSizeLessThan(SHORT);
        }
        if (target.startsWith("/hls/") && !target.contains("internal") && status != 400) {
            assertThat(reply.header("referrer-policy")).isEqualTo("no-referrer");
            assertThat(reply.header("cache-control"))
                    .isEqualTo(
                            status == 200 && target.endsWith(".mp4")
                                    ? "public, max-age=60, immutable"
                                    : "no-store");
        }
        if (status == 405 && target.startsWith("/hls/")) {
            assertThat(reply.header("allow")).isEqualTo("GET, HEAD, OPTIONS");
        }
    }

    @ParameterizedTest(name = "{0} asks the packager for {1}")
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    ?_HLS_msn=7&_HLS_part=2&a=b&token=c   | /live.m3u8?_HLS_msn=7&_HLS_part=2
                    ?_HLS_part=2&_HLS_msn=7               | /live.m3u8?_HLS_msn=7&_HLS_part=2
                    ?_HLS_msn=7&_HLS_msn=8                | /live.m3u8
                    ?_HLS_msn=7%26a=b                     | /live.m3u8
                    ?_HLS_msn=-1                          | /live.m3u8
                    ?_HLS_msn=1234567890123               | /live.m3u8
                    ?_HLS_msn=7;rm&_HLS_part[]=1          | /live.m3u8
                    ?_HLS_msn=7%00                        | /live.m3u8
                    """)
    @DisplayName("cannot hand arguments on")
    void arguments(String arguments, String target) {
        Reply reply =
                edge.get("/hls/_/" + gateway.admit("bench-7") + "/bench-7/live.m3u8" + arguments);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(packager.seen()).extracting(Seen::target).containsExactly(target);
    }

    @Test
    @DisplayName("cannot tell a packager anything, token and cookies least of all")
    void nothingReachesThePackager() {
        String token = gateway.admit("bench-7");
        edge.get(
                "/hls/_/" + token + "/bench-7/live.m3u8",
                "Cookie: SESSION=1",
                "Referer: https://live.example.com/live-stream?token=" + token,
                "X-Stream-Upstream: 127.0.0.1:1",
                "Range: bytes=0-1",
                "Content-Length: 0");

        Seen asked = packager.seen().getFirst();
        assertThat(asked.headers().keySet()).containsExactlyInAnyOrder("Host");
        assertThat(asked.toString()).doesNotContain(token);
        assertThat(gateway.seen().getFirst().headers().keySet())
                .containsExactlyInAnyOrder(
                        "Host", "X-Stream-Id", "X-Stream-Token", "X-Stream-Kind");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    bytes=0-9              | 206
                    bytes=-10              | 206
                    bytes=200000-          | 416
                    bytes=0-1,3-4          | 200
                    bytes=0-,0-,0-,0-,0-   | 200
                    bytes=9-0              | 416
                    lines=1-2              | 200
                    """)
    @DisplayName("gets one range, and never more than the file")
    void ranges(String range, int status) {
        Reply reply =
                edge.get(
                        "/hls/_/" + gateway.admit("bench-7") + "/bench-7/1abcd-3.mp4",
                        "Range: " + range);

        assertThat(reply.status()).isEqualTo(status);
        if (status == 206) {
            assertThat(reply.body()).hasSize(10);
        } else if (status == 200) {
            assertThat(reply.body()).isEqualTo(Packager.MEDIA);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "GET /api/health HTTP/1.1\r\nHost: evil.example\r\n\r\n",
                "GET /api/health HTTP/1.1\r\nHost: live.example.com:1\r\n\r\n",
                "GET https://evil.example/api/health HTTP/1.1\r\nHost: live.example.com\r\n\r\n",
                "GET /api/health HTTP/1.1\r\nHost: live.example.com\r\nX-Forwarded-Host: evil.example\r\n"
                        + "Forwarded: host=evil.example;proto=http\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Port: 1\r\n"
                        + "X-Real-IP: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.1\r\n\r\n"
            })
    @DisplayName("cannot tell the gateway another host, scheme or client")
    void hosts(String request) {
        try (Wire wire = edge.https()) {
            assertThat(wire.send(request).status()).isEqualTo(200);
        }

        Seen passed = gateway.passedOn().getFirst();
        assertThat(passed.header("Host")).containsExactly(Edge.HOST);
        assertThat(passed.header("X-Forwarded-For")).containsExactly("127.0.0.1");
        assertThat(passed.header("X-Forwarded-Proto")).containsExactly("https");
        assertThat(passed.headers())
                .doesNotContainKeys(
                        "Forwarded", "X-Forwarded-Host", "X-Forwarded-Port", "X-Real-IP");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "Host: live.example.com\r\nHost: evil.example\r\n",
                "",
                "Host: a b\r\n",
                "Host: a/b\r\n",
                "Host: live.example.com\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                "Host: live.example.com\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                "Host: live.example.com\r\nContent-Length: 5\r\nContent-Length: 6\r\n",
                "Host: live.example.com\r\nContent-Length: -1\r\n",
                "Host: live.example.com\r\nContent-Length: 5, 6\r\n",
                "Host: live.example.com\r\nContent-Length: 0x5\r\n",
                "Host: live.example.com\r\nTransfer-Encoding : chunked\r\n",
                "Host: live.example.com\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                "Host: live.example.com\r\nTransfer-Encoding: identity\r\n",
                "Host: live.example.com\r\nTransfer-Encoding: chunked, identity\r\n",
                "Host: live.example.com\r\nTransfer-Encoding: xchunked\r\n",
                "Host: live.example.com\r\nX: a\0b\r\n"
            })
    @DisplayName("smuggles no second request, and is refused")
    void smuggling(String headers) {
        try (Wire wire = edge.https()) {
            wire.write(
                    "POST /api/first HTTP/1.1\r\n"
                            + headers
                            + "\r\n0\r\n\r\nGET /api/second HTTP/1.1\r\nHost: x\r\n\r\n");
            String answers = wire.rest();
            assertThat(answers).startsWith("HTTP/1.1 ").containsPattern("^HTTP/1.1 (400|501) ");
            assertThat(answers.split("HTTP/1.1 ")).as("answers").hasSize(2);
        }
        assertThat(gateway.seen()).isEmpty();
    }

    @Test
    @DisplayName("who sends two well-formed requests at once gets two answers")
    void pipelining() {
        try (Wire wire = edge.https()) {
            wire.write(
                    """
                    POST /api/first HTTP/1.1
                    Host: live.example.com
                    Transfer-Encoding: chunked

                    0

                    GET /api/second HTTP/1.1
                    Host: live.example.com
                    Connection: close

                    """
                            .replace("\n", "\r\n"));
            assertThat(wire.rest().split("HTTP/1.1 200 ")).as("answers").hasSize(3);
        }
        assertThat(gateway.seen())
                .extracting(Seen::target)
                .containsExactly("/api/first", "/api/second");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiterString = " | ",
            textBlock =
                    """
                    address of 9 kB          | 414
                    header of 9 kB           | 431
                    40 headers of 1 kB       | 431
                    2,000 headers            | 431
                    body of 257 kB           | 413
                    chunked body of 257 kB   | 413
                    """)
    @DisplayName("who sends too much is told so shortly, and nobody behind hears of it")
    void oversize(String what, int status) {
        String head =
                "POST /api/admin/session HTTP/1.1\r\nHost: live.example.com\r\nConnection: close\r\n";
        int large = 257 * 1024;
        String request =
                switch (what) {
                    case "address of 9 kB" -> head.replace("session", "s".repeat(9_000)) + "\r\n";
                    case "header of 9 kB" -> head + "Cookie: " + "c".repeat(9_000) + "\r\n\r\n";
                    case "40 headers of 1 kB" ->
                            head + ("Cookie: " + "c".repeat(1_000) + "\r\n").repeat(40) + "\r\n";
                    case "2,000 headers" ->
                            head + "X-Something: very little\r\n".repeat(2_000) + "\r\n";
                    case "body of 257 kB" -> head + "Content-Length: " + large + "\r\n\r\n";
                    default ->
                            head
                                    + "Transfer-Encoding: chunked\r\n\r\n%x\r\n".formatted(large)
                                    + "b".repeat(large)
                                    + "\r\n0\r\n\r\n";
                };
        try (Wire wire = edge.https()) {
            Reply reply = wire.send(request);
            assertThat(reply.status()).as("%s", reply).isEqualTo(status);
            assertThat(reply.body()).hasSizeLessThan(SHORT);
            assertThat(reply.header("strict-transport-security")).isEqualTo("max-age=31536000");
        }
        assertThat(gateway.seen()).isEqualTo(List.of());
    }
}
