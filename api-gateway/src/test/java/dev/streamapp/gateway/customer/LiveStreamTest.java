package dev.streamapp.gateway.customer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.access.Accesses;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.TokenVerdict;
import dev.streamapp.gateway.playback.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

class LiveStreamTest extends GatewayTest {

    private static final Duration DAY = Duration.ofHours(24);

    private String token(UUID access) {
        return gateway.bean(CustomerTokens.class)
                .make(gateway.bean(Accesses.class).find(access).orElseThrow())
                .token();
    }

    private ResponseSpec validate(String token) {
        return gateway.bearer(token).get().uri("/api/live-stream/validate-token").exchange();
    }

    private ResponseSpec url(String token, Object order) {
        return gateway.bearer(token)
                .get()
                .uri("/api/live-stream/url?orderId={order}", order)
                .exchange();
    }

    private ResponseSpec renew(String token) {
        return gateway.bearer(token).post().uri("/api/live-stream/renew").exchange();
    }

    private static JsonNode body(ResponseSpec response) {
        JsonNode body = response.expectBody(JsonNode.class).returnResult().getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private void revoke(UUID access) {
        gateway.database()
                .sql("update live_stream_access set revoked_at = now() where id = ?")
                .param(access)
                .update();
    }

    @Test
    @DisplayName("a good token is valid, with what it says")
    void valid() {
        UUID order = order("live-1");
        UUID access = access(order, "repair_live1", "x", DAY);

        JsonNode answer = body(validate(token(access)).expectStatus().isOk());

        assertThat(answer.get("valid").asBoolean()).isTrue();
        JsonNode payload = answer.get("payload");
        assertThat(payload.get("streamId").asString()).isEqualTo(access.toString());
        assertThat(payload.get("orderId").asString()).isEqualTo(order.toString());
        assertThat(payload.get("exp").asLong() - payload.get("iat").asLong()).isEqualTo(4 * 3600);
    }

    @Test
    @DisplayName("anything else is answered with valid: false and nothing more")
    void invalid() {
        UUID access = access(order("live-2"), "repair_live2", "x", DAY);
        String token = token(access);
        String admin = gateway.adminToken();
        revoke(access);

        for (String bad :
                new String[] {
                    "", "x", "a.b.c", token.substring(0, token.lastIndexOf('.') + 1), token, admin
                }) {
            JsonNode answer = body(validate(bad).expectStatus().isEqualTo(401));
            assertThat(answer.toString()).isEqualTo("{\"valid\":false}");
        }
        JsonNode nobody =
                body(
                        gateway.nobody()
                                .get()
                                .uri("/api/live-stream/validate-token")
                                .exchange()
                                .expectStatus()
                                .isEqualTo(401));
        assertThat(nobody.toString()).isEqualTo("{\"valid\":false}");
    }

    @Test
    @DisplayName(
            "a customer gets the addresses of all cameras, which live no longer than token and access")
    void addresses() {
        UUID order = order("live-3");
        assign(order, "cam-3a");
        assign(order, "cam-3b");
        UUID access = access(order, "repair_live3", "x", Duration.ofMinutes(90));

        JsonNode answer = body(url(token(access), order).expectStatus().isOk());

        assertThat(answer.get("cameras").size()).isEqualTo(2);
        assertThat(answer.at("/cameras/0/streamUrl")).isEqualTo(answer.get("streamUrl"));
        assertThat(answer.at("/cameras/1/label").asString()).isEqualTo("cam-3b");
        String address = answer.get("streamUrl").asString();
        assertThat(address).startsWith("https://live.example.com/hls/cam-3a/playlist.m3u8?token=");
        var verdict =
                gateway.bean(StreamTokens.class)
                        .verify("cam-3a", address.substring(address.indexOf('=') + 1));
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        TokenVerdict.Valid.class,
                        good -> {
                            assertThat(good.viewer()).isEqualTo(new Viewer.Customer(access));
                            assertThat(good.expiry())
                                    .isAfter(Instant.now().plus(Duration.ofMinutes(89)))
                                    .isBeforeOrEqualTo(Instant.now().plus(Duration.ofMinutes(90)));
                        });
    }

    @Test
    @DisplayName("a customer asks about the own order only")
    void ownOrder() {
        UUID order = order("live-4");
        UUID other = order("live-5");
        assign(other, "cam-5");
        String token = token(access(order, "repair_live4", "x", DAY));

        url(token, other).expectStatus().isForbidden();
        url(token, UUID.randomUUID()).expectStatus().isForbidden();
        url(token, "1").expectStatus().isBadRequest();
        gateway.bearer(token)
                .get()
                .uri("/api/live-stream/url")
                .exchange()
                .expectStatus()
                .isBadRequest();
        gateway.nobody()
                .get()
                .uri("/api/live-stream/url?orderId={order}", order)
                .exchange()
                .expectStatus()
                .isUnauthorized();
        gateway.bearer(token)
                .get()
                .uri("/api/admin/orders")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    @DisplayName("without a camera there is no address, and the customer reads why")
    void noCamera() {
        UUID order = order("live-6");
        JsonNode problem =
                body(
                        url(token(access(order, "repair_live6", "x", DAY)), order)
                                .expectStatus()
                                .isNotFound());
        assertThat(problem.get("detail").asString()).contains("камера");
    }

    @Test
    @DisplayName("a token of an access that no longer holds opens nothing, at once")
    void revoked() {
        UUID order = order("live-7");
        assign(order, "cam-7");
        UUID access = access(order, "repair_live7", "x", DAY);
        String token = token(access);
        url(token, order).expectStatus().isOk();

        revoke(access);

        url(token, order).expectStatus().isForbidden();
        renew(token).expectStatus().isForbidden();
    }

    @Test
    @DisplayName("reassigning the bench takes the address from A and gives it to B")
    void reassigned() {
        UUID orderA = order("live-8");
        UUID orderB = order("live-9");
        String a = token(access(orderA, "repair_live8", "x", DAY));
        String b = token(access(orderB, "repair_live9", "x", DAY));
        assign(orderA, "bench-8");
        url(a, orderA).expectStatus().isOk();
        url(b, orderB).expectStatus().isNotFound();

        assign(orderB, "bench-8");

        url(a, orderA).expectStatus().isNotFound();
        url(b, orderB).expectStatus().isOk();
    }

    @Test
    @DisplayName("a token is renewed in its last hour, while the access holds")
    void renewed() {
        UUID order = order("live-10");
        assign(order, "cam-10");
        UUID access = access(order, "repair_live10", "x", DAY);
        String token = token(access);

        ResponseSpec early = renew(token);
        assertThat(early.returnResult().getResponseHeaders().getFirst("Retry-After"))
                .satisfies(
                        seconds -> assertThat(Long.parseLong(seconds)).isBetween(10_790L, 10_800L));
        early.expectStatus().isEqualTo(409);

        clock.advance(Duration.ofHours(3).plusSeconds(1));
        JsonNode answer = body(renew(token).expectStatus().isOk());
        assertThat(answer.get("streamUrl").asString()).contains("/hls/cam-10/");
        assertThat(answer.get("expiresAt").asString()).isNotEmpty();

        clock.advance(Duration.ofHours(2));
        validate(token).expectStatus().isUnauthorized();
        validate(answer.get("token").asString()).expectStatus().isOk();
        renew(token).expectStatus().isUnauthorized();
    }
}
