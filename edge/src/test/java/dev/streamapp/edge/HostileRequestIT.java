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

/** What must come back for requests that are well-formed only in part, or larger than any. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A hostile request")
class HostileRequestIT {

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
    @DisplayName("for ranges gets one, and never more than the file")
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
    @DisplayName("that sends two well-formed requests at once gets two answers")
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
    @DisplayName("that sends too much is told so shortly, and nobody behind hears of it")
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
