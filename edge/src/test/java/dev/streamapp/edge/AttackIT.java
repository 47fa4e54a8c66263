package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                    ?_HLS_msn=7&_HLS_msn=8                | /live.m3u8?_HLS_msn=7
                    ?_HLS_skip=YES                        | /live.m3u8?_HLS_skip=YES
                    ?_HLS_skip=YES&_HLS_part=2&_HLS_msn=7 | /live.m3u8?_HLS_msn=7&_HLS_part=2&_HLS_skip=YES
                    ?_HLS_msn=7&_HLS_skip=v2              | /live.m3u8?_HLS_msn=7&_HLS_skip=YES
                    ?_HLS_msn=7&_HLS_skip=YES%26a=b       | /live.m3u8?_HLS_msn=7
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
                        "Host", "X-Request-Id", "X-Stream-Id", "X-Stream-Token", "X-Stream-Kind");
    }
}
