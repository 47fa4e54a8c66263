package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway hears of one address, in X-Forwarded-For, and the log shows the same. */
@DisplayName("A client's address")
class ClientAddressIT {

    private static final String PROXIES = "127.0.0.1/32,10.0.0.0/8,2001:db8::/32";
    private static final String CUSTOMER = "203.0.113.7";

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private Edge edge;

    @AfterEach
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    private void told(String client) {
        Seen passed = gateway.passedOn().getLast();
        assertThat(passed.header("X-Forwarded-For")).containsExactly(client);
        assertThat(passed.header("X-Forwarded-Proto")).containsExactly("https");
        edge.awaitLog("\"client\":\"" + client + "\"");
    }

    @ParameterizedTest(name = "from {0} with {1}: {2}")
    @CsvSource(
            delimiterString = " | ",
            nullValues = "-",
            textBlock =
                    """
                    # proxies are believed, for as far as there are proxies
                    127.0.0.1 | X-Forwarded-For: 203.0.113.7                            | 203.0.113.7
                    127.0.0.1 | X-Forwarded-For: 203.0.113.7, 10.1.2.3                  | 203.0.113.7
                    127.0.0.1 | X-Forwarded-For: 192.0.2.66, 203.0.113.7                | 203.0.113.7
                    127.0.0.1 | X-Forwarded-For: 10.9.9.9, 203.0.113.7, 2001:db8::1     | 203.0.113.7
                    127.0.0.1 | X-Forwarded-For: 2a00:1:2::7                            | 2a00:1:2::7
                    127.0.0.1 | X-Forwarded-For: nonsense                               | 127.0.0.1
                    127.0.0.1 | X-Forwarded-For: 192.0.2.66, nonsense                   | 127.0.0.1
                    127.0.0.1 | X-Real-IP: 192.0.2.66                                   | 127.0.0.1
                    # anybody else is not
                    127.0.0.2 | X-Forwarded-For: 192.0.2.66                             | 127.0.0.2
                    127.0.0.2 | X-Forwarded-For: 127.0.0.1                              | 127.0.0.2
                    127.0.0.2 | Forwarded: for=192.0.2.66                               | 127.0.0.2
                    """)
    @DisplayName("is the last one in X-Forwarded-For that is no trusted proxy's")
    void forwarded(String from, String header, String client) {
        edge = Edge.start(gateway, Map.of("TRUSTED_PROXIES", PROXIES));
        try (Wire wire = Wire.tls(edge.port("HTTPS"), from, "")) {
            assertThat(wire.ask("GET", "/api/health", header).status()).isEqualTo(200);
        }
        told(client);
    }

    @Test
    @DisplayName("is that of the connection where no proxy is trusted")
    void forged() {
        edge = Edge.start(gateway, Map.of());
        edge.get("/api/health", "X-Forwarded-For: 192.0.2.66", "X-Forwarded-For: 192.0.2.67");
        told("127.0.0.1");
    }

    @Test
    @DisplayName("counts for the limits: a forged one buys no further tries")
    void limits() {
        edge =
                Edge.start(
                        gateway,
                        Map.of(
                                "TRUSTED_PROXIES",
                                "127.0.0.1/32",
                                "LOG_IN_RATE",
                                "1",
                                "LOG_IN_BURST",
                                "0"));
        String logIn = "/api/admin/session";
        for (String client : new String[] {CUSTOMER, "203.0.113.8"}) {
            assertThat(
                            edge.ask(
                                            "POST",
                                            logIn,
                                            "Content-Length: 0",
                                            "X-Forwarded-For: " + client)
                                    .status())
                    .isEqualTo(200);
        }
        String forged = "X-Forwarded-For: 192.0.2.66, " + CUSTOMER;
        assertThat(edge.ask("POST", logIn, "Content-Length: 0", forged).status()).isEqualTo(429);
    }

    @ParameterizedTest(name = "from {0}, said to be {1}: {2}")
    @CsvSource({"127.0.0.1, 203.0.113.7, 203.0.113.7", "127.0.0.2, 192.0.2.66, 127.0.0.2"})
    @DisplayName("is what a trusted balancer says in the PROXY protocol, and no header's")
    void proxyProtocol(String from, String said, String client) {
        edge = Edge.start(gateway, Map.of("TRUSTED_PROXIES", PROXIES, "PROXY_PROTOCOL", "true"));
        String before = "PROXY TCP4 %s 198.51.100.1 1234 443\r\n".formatted(said);
        try (Wire wire = Wire.tls(edge.port("HTTPS"), from, before)) {
            assertThat(wire.ask("GET", "/api/health", "X-Forwarded-For: 192.0.2.67").status())
                    .isEqualTo(200);
        }
        told(client);
        try (Wire plain = Wire.plain(edge.port("HTTP"), from)) {
            plain.write(before);
            assertThat(plain.ask("GET", "/x").status()).isEqualTo(308);
        }
        try (Wire without = Wire.plain(edge.port("HTTP"))) {
            without.write("GET /x HTTP/1.1\r\nHost: live.example.com\r\n\r\n");
            assertThat(without.rest()).as("without the PROXY protocol").isEmpty();
        }
    }

    @Test
    @DisplayName("and its scheme come from a front proxy that ends TLS: http is sent to https")
    void front() {
        edge = Edge.start(gateway, Map.of("TRUSTED_PROXIES", PROXIES, "FRONT_PROXY", "true"));
        String playlist = "/hls/_/" + gateway.admit("bench-7") + "/bench-7/live.m3u8";
        String client = "X-Forwarded-For: " + CUSTOMER;
        for (String scheme :
                new String[] {
                    "X-Forwarded-Proto: https", "X-Forwarded-Proto: https, http", "X-None: 1"
                }) {
            try (Wire wire = Wire.plain(edge.port("FRONT"))) {
                assertThat(wire.ask("GET", "/api/health", client, scheme).status()).isEqualTo(200);
                told(CUSTOMER);
                Reply reply = wire.ask("GET", playlist, client, scheme);
                assertThat(reply.status()).isEqualTo(200);
                assertThat(reply.header("strict-transport-security")).isEqualTo("max-age=31536000");
                assertThat(wire.ask("GET", "/internal/edge/check", client, scheme).status())
                        .isEqualTo(404);
            }
        }
        try (Wire wire = Wire.plain(edge.port("FRONT"))) {
            Reply moved = wire.ask("GET", "/live-stream?a=b", client, "X-Forwarded-Proto: http");
            assertThat(moved.status()).isEqualTo(308);
            assertThat(moved.header("location"))
                    .isEqualTo("https://" + Edge.HOST + "/live-stream?a=b");
        }
    }
}
