package dev.streamapp.gateway.viewing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.playback.MediaAddresses;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.statistics.Audience;
import dev.streamapp.gateway.testing.RunningGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Media come through a CDN; playlists do not. */
class CdnTest extends GatewayTest {

    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final String STREAM = "cdn-cam";

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    protected Map<String, String> environment() {
        return Map.of("PUBLIC_HOST", "live.example.com", "CDN_DOMAIN", "cdn.example.com:8443");
    }

    private HttpResponse<Void> check(String stream, String token, @Nullable String kind) {
        return check(gateway, stream, token, kind);
    }

    private HttpResponse<Void> check(
            RunningGateway replica, String stream, String token, @Nullable String kind) {
        var request =
                HttpRequest.newBuilder(address(replica, "/internal/edge/check"))
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

    private static URI address(RunningGateway replica, String path) {
        return URI.create("http://127.0.0.1:" + replica.port() + path);
    }

    private String viewer(String name) {
        return gateway.bean(StreamTokens.class)
                .sign(STREAM, new Viewer.Admin(name), clock.instant().plusSeconds(3600));
    }

    private String base(RunningGateway replica, String viewer) {
        return check(replica, STREAM, viewer, "playlist")
                .headers()
                .firstValue("X-Stream-Media-Base")
                .orElseThrow();
    }

    /** Addresses change with the time of day; from here on they stay for a whole period. */
    private void justAfterRenewal() {
        long toRenewal = PERIOD.toSeconds() - clock.instant().getEpochSecond() % PERIOD.toSeconds();
        clock.advance(Duration.ofSeconds(toRenewal));
    }

    private String mediaToken() {
        return base(gateway, viewer("anna")).split("token=")[1];
    }

    private long lifetime(String directive) {
        String said =
                check(STREAM, viewer("anna"), "playlist")
                        .headers()
                        .firstValue("Cache-Control")
                        .orElse("");
        return Long.parseLong(said.replaceFirst(".*" + directive + "=([0-9]+).*", "$1"));
    }

    @Test
    @DisplayName("all viewers at all replicas are listed the same address of a stream's media")
    void sameForAll() {
        justAfterRenewal();
        String base = base(gateway, viewer("anna"));
        assertThat(base)
                .matches("https://cdn\\.example\\.com:8443/hls/" + STREAM + "/\\?token=[\\w.-]+");
        assertThat(base(gateway, viewer("boris"))).isEqualTo(base);
        try (var second = startAnother()) {
            assertThat(base(second, viewer("anna"))).isEqualTo(base);
        }
        clock.advance(PERIOD);
        assertThat(base(gateway, viewer("anna"))).isNotEqualTo(base);
    }

    @Test
    @DisplayName("the address is told for playlists alone, and to nobody who is refused")
    void playlistsAlone() {
        for (var answer :
                new HttpResponse<?>[] {
                    check(STREAM, viewer("anna"), "media"), check(STREAM, "x", "playlist")
                }) {
            assertThat(answer.headers().firstValue("X-Stream-Media-Base")).isEmpty();
        }
    }

    @Test
    @DisplayName("under the token of the media they are given, without any access, until it ends")
    void media() {
        justAfterRenewal();
        String token = mediaToken();
        var answer = check(STREAM, token, "media");
        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("X-Stream-Upstream")).isPresent();
        assertThat(answer.headers().firstValue("Cache-Control"))
                .hasValue("max-age=5, stale-if-error=900");
        clock.advance(PERIOD);
        assertThat(check(STREAM, token, "media").statusCode()).as("the former").isEqualTo(204);
        clock.advance(PERIOD);
        assertThat(check(STREAM, token, "media").statusCode()).as("expired").isEqualTo(401);
    }

    @ParameterizedTest
    @DisplayName("the token of the media opens nothing else")
    @NullSource
    @ValueSource(strings = {"playlist", "Media", "key", ""})
    void nothingElse(@Nullable String kind) {
        assertThat(check(STREAM, mediaToken(), kind).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("the token of one stream's media opens those of no other")
    void otherStream() {
        assertThat(check("cdn-other", mediaToken(), "media").statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("who was revoked is told no address any more")
    void revoked() {
        UUID order = order("cdn-1");
        assign(order, STREAM);
        UUID access = access(order, "cdn1", "x", Duration.ofHours(24));
        String token =
                gateway.bean(StreamTokens.class)
                        .sign(
                                STREAM,
                                new Viewer.Customer(access),
                                clock.instant().plusSeconds(3600));
        await().untilAsserted(() ->
                assertThat(check(STREAM, token, "playlist").statusCode()).isEqualTo(204));
        gateway.database()
                .sql("update live_stream_access set revoked_at = now() where id = ?")
                .param(access)
                .update();
        await().untilAsserted(() ->
                assertThat(check(STREAM, token, "playlist").statusCode()).isEqualTo(403));
        assertThat(check(STREAM, token, "playlist").headers().firstValue("X-Stream-Media-Base"))
                .isEmpty();
    }

    @Test
    @DisplayName("playlists count their viewers; media tell nothing about who watches")
    void heartbeat() {
        String watched = "cdn-watched";
        String media = gateway.bean(MediaAddresses.class).base(watched).orElseThrow().url();
        assertThat(check(watched, media.split("token=")[1], "media").statusCode()).isEqualTo(204);
        String viewer =
                gateway.bean(StreamTokens.class)
                        .sign(watched, new Viewer.Admin("anna"), clock.instant().plusSeconds(60));
        // once a later viewer has been counted, an earlier one would have been
        check(watched, viewer, "playlist");
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() ->
                        assertThat(gateway.bean(Audience.class).watching(watched)).isEqualTo(1));
    }

    @Test
    @DisplayName(
            "an answer with an address is kept, and used while no gateway answers, only while"
                    + " the address is good")
    void lifetime() {
        justAfterRenewal();
        assertThat(lifetime("max-age")).isEqualTo(5);
        assertThat(lifetime("stale-if-error")).isEqualTo(900);
        clock.advance(PERIOD.minusSeconds(30));
        assertThat(lifetime("max-age")).isEqualTo(5);
        assertThat(lifetime("stale-if-error"))
                .as("a minute before the token ends")
                .isBetween(9 * 60 + 30 - 10L, 9 * 60 + 30L);
    }

    @Test
    @DisplayName("the page may fetch and play what the CDN has")
    void contentSecurityPolicy() throws IOException, InterruptedException {
        var answer =
                http.send(
                        HttpRequest.newBuilder(address(gateway, "/live-stream")).build(),
                        BodyHandlers.discarding());
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'self';")
                .contains("connect-src 'self' https://cdn.example.com:8443;")
                .contains("media-src 'self' blob: https://cdn.example.com:8443;");
    }
}
