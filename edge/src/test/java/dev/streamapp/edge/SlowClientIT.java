package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who keeps the edge waiting is not waited for; nobody behind the edge waits at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@DisplayName("A client that takes its time")
class SlowClientIT {

    /** Around the ten seconds: nginx, left to itself, would wait for sixty. */
    private static final Duration AT_LEAST = Duration.ofSeconds(8);

    private static final Duration AT_MOST = Duration.ofSeconds(30);

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

    /** Writes a piece each second until the other side has had enough; how long that took. */
    private static Duration drip(Wire wire, String piece) {
        Instant start = Instant.now();
        Awaitility.await("the edge has had enough")
                .atMost(AT_MOST.plusSeconds(10))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    try {
                        wire.write(piece);
                        return false;
                    } catch (java.io.UncheckedIOException e) {
                        return true;
                    }
                });
        return Duration.between(start, Instant.now());
    }

    @Test
    @DisplayName("over its headers has ten seconds for all of them")
    void headers() {
        try (Wire wire = edge.https()) {
            wire.write("GET /api/health HTTP/1.1\r\nHost: live.example.com\r\n");
            assertThat(drip(wire, "X-Slow: 1\r\n")).isBetween(AT_LEAST, AT_MOST);
        }
    }

    @Test
    @DisplayName(
            "over its body is cut off after ten seconds of nothing, and the gateway never heard of it")
    void body() {
        try (Wire wire = edge.https()) {
            wire.write(
                    "POST /api/slow HTTP/1.1\r\nHost: live.example.com\r\nContent-Length: 10\r\n\r\nabc");
            Instant start = Instant.now();
            wire.rest();
            assertThat(Duration.between(start, Instant.now())).isBetween(AT_LEAST, AT_MOST);
        }
        assertThat(gateway.passedOn()).noneMatch(request -> request.target().equals("/api/slow"));
    }

    @Test
    @DisplayName("over TLS itself is cut off too")
    void handshake() {
        try (Wire wire = Wire.plain(edge.port("HTTPS"))) {
            Instant start = Instant.now();
            wire.rest();
            assertThat(Duration.between(start, Instant.now())).isBetween(AT_LEAST, AT_MOST);
        }
    }

    @Test
    @DisplayName("and does not read is let go, and the packager was done long before")
    void reader() {
        String target = "/hls/_/" + gateway.admit("bench-7") + "/bench-7/1slow-1.mp4";
        try (Wire wire = edge.https()) {
            wire.write("GET " + target + " HTTP/1.1\r\nHost: live.example.com\r\n\r\n");
            assertThat(wire.read(false).status()).isEqualTo(200);
            Awaitility.await("the edge gives up")
                    .atMost(Duration.ofSeconds(25))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> edge.logs().contains("1slow-1.mp4\",\"status\":200"));
            assertThat(wire.rest().length()).isLessThan(Packager.LARGE.length);
        }
        assertThat(edge.get(target).body()).as("as the packager gave it").isEqualTo(Packager.LARGE);
        assertThat(packager.seen()).hasSize(1);
    }

    @Test
    @DisplayName("is no hindrance to others, and 400 of them are none")
    void many() {
        List<Wire> wires = new ArrayList<>();
        Instant start = Instant.now();
        for (int i = 0; i < 400; i++) {
            wires.add(Wire.plain(edge.port("HTTPS")));
            wires.getLast().write("\u0016\u0003\u0001");
        }
        assertThat(edge.get("/api/health").status()).isEqualTo(200);
        assertThat(edge.isReady()).isTrue();
        assertThat(Duration.between(start, Instant.now()))
                .as("before the first of them is cut off")
                .isLessThan(Duration.ofSeconds(9));
        wires.forEach(Wire::close);
    }
}
