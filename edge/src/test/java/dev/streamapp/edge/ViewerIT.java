package dev.streamapp.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the edge makes of the gateway's answers, and of there being none. */
@DisplayName("A viewer")
class ViewerIT {

    private static final Duration KEPT = Duration.ofSeconds(5);

    /** nginx counts whole seconds, and a machine of many tests may stall. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    private final Packager packager = new Packager();
    private final Gateway gateway = new Gateway(packager);
    private Edge edge;

    @BeforeEach
    void start() {
        edge = Edge.start(gateway, Map.of());
    }

    @AfterEach
    void stop() {
        edge.close();
        gateway.close();
        packager.close();
    }

    private Reply playlist(String token) {
        return edge.get("/hls/_/" + token + "/bench-7/live.m3u8");
    }

    private void soon(String what, Duration limit, String token, IntPredicate expected) {
        Awaitility.await(what)
                .atMost(limit.plus(SLACK))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> expected.test(playlist(token).status()));
    }

    @Test
    @DisplayName("whose access is revoked is refused when the gateway's answer is five seconds old")
    void revoked() {
        String token = gateway.admit("bench-7");
        assertThat(playlist(token).status()).isEqualTo(200);
        assertThat(edge.get("/hls/_/" + token + "/bench-7/1abcd-1.mp4").status()).isEqualTo(200);

        gateway.say("bench-7", token, 403);

        soon("refused", KEPT, token, status -> status == 403);
        Awaitility.await("cached media too")
                .atMost(KEPT.plus(SLACK))
                .until(() -> edge.get("/hls/_/" + token + "/bench-7/1abcd-1.mp4").status() == 403);
        gateway.say("bench-7", token, 204);
        soon("admitted again", Duration.ofSeconds(1), token, status -> status == 200);
    }

    @Test
    @DisplayName("of a stream that is not there gets 404; 503 while the gateway does not know")
    void undecided() {
        String token = gateway.admit("bench-7");
        gateway.say("bench-7", token, 404);
        assertThat(playlist(token).status()).isEqualTo(404);
        assertThat(playlist(token).status()).as("from what is known").isEqualTo(404);
        String other = gateway.admit("bench-7");
        gateway.say("bench-7", other, 503);
        Reply reply = playlist(other);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.header("retry-after")).isEqualTo("2");
        assertThat(reply.header("cache-control")).isEqualTo("no-store");
        assertThat(reply.header("strict-transport-security")).isNotEmpty();
    }

    @Test
    @DisplayName(
            "to whom the picture belongs since a time is told so to the packager, also of media that are cached")
    void since() {
        String former = gateway.admit("bench-7");
        String later = gateway.admit("bench-7");
        gateway.sayFrom("bench-7", later, "1767225600000");
        String media = "/bench-7/1abcd-2.mp4";

        for (String token : List.of(former, former, later, later)) {
            assertThat(edge.get("/hls/_/" + token + media, "X-Stream-From: 1").status())
                    .isEqualTo(200);
            assertThat(playlist(token).status()).isEqualTo(200);
        }

        assertThat(packager.seen().stream().filter(seen -> seen.target().endsWith(".mp4")))
                .extracting(seen -> seen.header("X-Stream-From"))
                .containsExactly(List.of(), List.of("1767225600000"));
        assertThat(packager.seen().stream().filter(seen -> seen.target().endsWith(".m3u8")))
                .extracting(seen -> seen.header("X-Stream-From"))
                .containsExactly(
                        List.of(), List.of(), List.of("1767225600000"), List.of("1767225600000"));
    }

    @Test
    @DisplayName(
            "finds media where a CDN does only with a token of media, for there is no limit there")
    void whereCdnsAsk() {
        String viewer = gateway.admit("bench-7");
        String media = Tokens.media();
        gateway.say("bench-7", media, 204);

        assertThat(edge.get("/hls/bench-7/1abcd-1.mp4?token=" + media).status()).isEqualTo(200);
        assertThat(edge.get("/hls/bench-7/1abcd-1.mp4?token=" + viewer).status()).isEqualTo(401);
        assertThat(edge.get("/hls/bench-7/1abcd-1.mp4").status()).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "goes on while no gateway answers, until the token's own expiry; newcomers are asked to come again")
    void gatewayAway() {
        Instant expiry = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
        String known = Tokens.until(expiry);
        gateway.say("bench-7", known, 204);
        assertThat(playlist(known).status()).isEqualTo(200);
        String newcomer = gateway.admit("bench-7");
        gateway.stop();
        Instant old = Instant.now().plus(KEPT).plusSeconds(3);

        Awaitility.await("longer than answers are kept")
                .atMost(Duration.ofSeconds(25))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    assertThat(playlist(known).status()).isEqualTo(200);
                    Reply refused = playlist(newcomer);
                    assertThat(refused.status()).isEqualTo(503);
                    assertThat(refused.header("retry-after")).isEqualTo("2");
                    return Instant.now().isAfter(old);
                });
        assertThat(edge.isReady()).isTrue();
        soon("expired", Duration.between(Instant.now(), expiry), known, status -> status == 401);
        assertThat(Instant.now()).as("no earlier than it expires").isAfterOrEqualTo(expiry);

        gateway.startAgain();
        soon("let in", Duration.ofSeconds(12), newcomer, status -> status == 200);
    }

    @Test
    @DisplayName(
            "is told to come again while the packager does not answer; what is cached is there")
    void packagerAway() {
        String token = gateway.admit("bench-7");
        assertThat(edge.get("/hls/_/" + token + "/bench-7/1abcd-1.mp4").status()).isEqualTo(200);
        packager.stop();

        Reply away = playlist(token);

        assertThat(away.status()).isEqualTo(503);
        assertThat(away.header("retry-after")).isEqualTo("2");
        assertThat(edge.get("/hls/_/" + token + "/bench-7/1abcd-1.mp4").body())
                .isEqualTo(Packager.MEDIA);
        assertThat(edge.isReady()).isTrue();
    }
}
