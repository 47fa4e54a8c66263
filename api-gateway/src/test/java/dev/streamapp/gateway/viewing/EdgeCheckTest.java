package dev.streamapp.gateway.viewing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.statistics.Audience;
import dev.streamapp.gateway.testing.RunningGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kubernetes is not there: known viewers watch all the same. */
class EdgeCheckTest extends GatewayTest {

    private static final Duration DAY = Duration.ofHours(24);

    /** A revocation is known within this time on every replica. */
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<Void> check(RunningGateway replica, String stream, String token) {
        return check(replica, stream, token, "playlist");
    }

    private HttpResponse<Void> check(
            RunningGateway replica, String stream, String token, @Nullable String kind) {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d/internal/edge/check"
                                                .formatted(replica.port())))
                        .header("X-Stream-Id", stream)
                        .header("X-Stream-Token", token);
        if (kind != null) {
            request.header("X-Stream-Kind", kind);
        }
        try {
            return http.send(request.build(), BodyHandlers.discarding());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int status(String stream, String token) {
        return check(gateway, stream, token).statusCode();
    }

    private String token(UUID access, String stream) {
        return gateway.bean(StreamTokens.class)
                .sign(
                        stream,
                        new Viewer.Customer(access),
                        clock.instant().plus(Duration.ofHours(4)));
    }

    private void awaitStatus(int expected, String stream, String token) {
        await().atMost(KNOWN_WITHIN)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(status(stream, token)).isEqualTo(expected));
    }

    @Test
    @DisplayName("a customer is let in to the stream of the own order and told to where")
    void letIn() {
        UUID order = order("edge-1");
        assign(order, "edge-cam-1");
        String token = token(access(order, "edge1", "x", DAY), "edge-cam-1");
        awaitStatus(204, "edge-cam-1", token);
        assertThat(check(gateway, "edge-cam-1", token).headers().firstValue("X-Stream-Upstream"))
                .contains("edge-cam-1-hls.streamapp-streams.svc.cluster.local:8080");
    }

    @ParameterizedTest
    @ValueSource(strings = {"playlist", "media"})
    @DisplayName("a customer sees nothing from before the camera came to the order")
    void since(String kind) {
        UUID former = order("edge-former-" + kind);
        UUID order = order("edge-later-" + kind);
        String camera = "edge-cam-" + kind;
        assign(former, camera);
        assign(order, camera);
        long since =
                gateway.database()
                        .sql("select valid_from from order_stream where order_id = ?")
                        .param(order)
                        .query(OffsetDateTime.class)
                        .single()
                        .toInstant()
                        .toEpochMilli();
        String token = token(access(order, "since-" + kind, "x", DAY), camera);
        awaitStatus(204, camera, token);

        assertThat(from(camera, token, kind)).isEqualTo(since);

        String admin =
                gateway.bean(StreamTokens.class)
                        .sign(camera, new Viewer.Admin("anna"), clock.instant().plus(DAY));
        assertThat(check(gateway, camera, admin, kind).headers().firstValue("X-Stream-From"))
                .isEmpty();
    }

    private long from(String stream, String token, String kind) {
        return check(gateway, stream, token, kind)
                .headers()
                .firstValueAsLong("X-Stream-From")
                .orElseThrow();
    }

    @Test
    @DisplayName("without a good token the answer is 401, whatever the reason")
    void badTokens() {
        UUID order = order("edge-2");
        assign(order, "edge-cam-2");
        UUID access = access(order, "edge2", "x", DAY);
        String token = token(access, "edge-cam-2");
        awaitStatus(204, "edge-cam-2", token);
        assertThat(status("edge-cam-2", "")).isEqualTo(401);
        assertThat(status("edge-cam-2", token + "x")).isEqualTo(401);
        assertThat(status("edge-cam-2", "x".repeat(4000))).isEqualTo(401);
        assertThat(status("edge-cam-3", token)).isEqualTo(401);
        clock.advance(Duration.ofHours(5));
        assertThat(status("edge-cam-2", token)).isEqualTo(401);
    }

    @Test
    @DisplayName("a revoked access is refused within five seconds, at a second replica too")
    void revoked() {
        UUID order = order("edge-4");
        assign(order, "edge-cam-4");
        UUID access = access(order, "edge4", "x", DAY);
        String token = token(access, "edge-cam-4");
        awaitStatus(204, "edge-cam-4", token);
        try (var second = startAnother()) {
            await().untilAsserted(() ->
                    assertThat(check(second, "edge-cam-4", token).statusCode()).isEqualTo(204));
            gateway.database()
                    .sql("update live_stream_access set revoked_at = now() where id = ?")
                    .param(access)
                    .update();
            awaitStatus(403, "edge-cam-4", token);
            await().atMost(KNOWN_WITHIN)
                    .untilAsserted(() ->
                            assertThat(check(second, "edge-cam-4", token).statusCode())
                                    .isEqualTo(403));
        }
    }

    @Test
    @DisplayName("an order switched off stops its viewers")
    void switchedOff() {
        UUID order = order("edge-5");
        assign(order, "edge-cam-5");
        String token = token(access(order, "edge5", "x", DAY), "edge-cam-5");
        awaitStatus(204, "edge-cam-5", token);
        gateway.database()
                .sql("update orders set live_stream_enabled = false where id = ?")
                .param(order)
                .update();
        awaitStatus(403, "edge-cam-5", token);
    }

    @Test
    @DisplayName(
            "a bench that goes to another order ends the right of the first and begins that of the second")
    void reassigned() {
        UUID first = order("edge-6");
        UUID second = order("edge-7");
        assign(first, "edge-bench");
        String anna = token(access(first, "edge6", "x", DAY), "edge-bench");
        String boris = token(access(second, "edge7", "x", DAY), "edge-bench");
        awaitStatus(204, "edge-bench", anna);
        assertThat(status("edge-bench", boris)).isEqualTo(403);
        assign(second, "edge-bench");
        awaitStatus(204, "edge-bench", boris);
        assertThat(status("edge-bench", anna)).isEqualTo(403);
    }

    @Test
    @DisplayName("an admin's token opens any stream")
    void admin() {
        String token =
                gateway.bean(StreamTokens.class)
                        .sign("any-cam", new Viewer.Admin("anna"), Instant.now().plusSeconds(600));
        awaitStatus(204, "any-cam", token);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("whoever asks for a playlist, or does not say for what, is counted as watching")
    @NullSource
    @ValueSource(strings = "playlist")
    void heartbeat(@Nullable String kind) {
        String stream = "edge-beat-" + kind;
        String token = tokenOfAnAdmin(stream);
        assertThat(check(gateway, stream, token, kind).statusCode()).isEqualTo(204);
        awaitViewers(stream);
    }

    @ParameterizedTest
    @DisplayName("who asks for anything else is let in as well, and not counted")
    @ValueSource(strings = {"media", "Playlist", "key"})
    void noHeartbeat(String kind) {
        String stream = "edge-silent-" + kind.toLowerCase(Locale.ROOT).charAt(0);
        String witness = stream + "-witness";
        assertThat(check(gateway, stream, tokenOfAnAdmin(stream), kind).statusCode())
                .isEqualTo(204);
        // once a later viewer has been counted, an earlier one would have been
        check(gateway, witness, tokenOfAnAdmin(witness), "playlist");
        awaitViewers(witness);
        assertThat(gateway.bean(Audience.class).watching(stream)).isZero();
    }

    @Test
    @DisplayName("the edge's connection stays open, however many questions come on it")
    void keptAlive() throws IOException {
        try (var edge = new Socket("127.0.0.1", gateway.port());
                var answers =
                        new BufferedReader(
                                new InputStreamReader(
                                        edge.getInputStream(), StandardCharsets.US_ASCII))) {
            edge.setSoTimeout(10_000);
            for (int question = 1; question <= 250; question++) {
                edge.getOutputStream()
                        .write(
                                "GET /internal/edge/check HTTP/1.1\r\nHost: gateway\r\nX-Stream-Id: cam\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                assertThat(answers.readLine()).as("answer " + question).contains(" 401");
                String header = answers.readLine();
                while (!header.isEmpty()) {
                    assertThat(header).isNotEqualToIgnoringCase("Connection: close");
                    header = answers.readLine();
                }
            }
        }
    }

    private String tokenOfAnAdmin(String stream) {
        return gateway.bean(StreamTokens.class)
                .sign(stream, new Viewer.Admin("anna"), clock.instant().plusSeconds(600));
    }

    private void awaitViewers(String stream) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(gateway.bean(Audience.class).watching(stream)).isEqualTo(1));
    }
}
