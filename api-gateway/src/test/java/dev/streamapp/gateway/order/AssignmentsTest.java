package dev.streamapp.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

class AssignmentsTest extends GatewayTest {

    private ResponseSpec put(UUID order, String stream, String label) {
        return gateway.admin()
                .post()
                .uri("/api/admin/orders/{order}/streams", order)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("streamId", stream, "label", label))
                .exchange();
    }

    private static JsonNode body(ResponseSpec response) {
        JsonNode body = response.expectBody(JsonNode.class).returnResult().getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private List<String> cameras(UUID order) {
        return gateway.bean(Orders.class).cameras(order).stream().map(Camera::streamId).toList();
    }

    private List<String> streamUrls(UUID order) {
        return gateway.database()
                .sql(
                        "select coalesce(stream_url, 'none') from live_stream_access where order_id = ?")
                .param(order)
                .query(String.class)
                .list();
    }

    @Test
    @DisplayName(
            "a camera shows one order after the other: who takes it is told whom it was taken from")
    void reassign() {
        UUID first = order("A-1");
        UUID second = order("A-2");
        put(first, "bench-a", "Microscope").expectStatus().isCreated();

        JsonNode answer = body(put(second, "bench-a", "").expectStatus().isCreated());

        assertThat(answer.get("message").asString()).contains("bench-a").contains("A-1");
        assertThat(answer.at("/ended/orderNumber").asString()).isEqualTo("A-1");
        assertThat(answer.at("/ended/orderId").asString()).isEqualTo(first.toString());
        assertThat(answer.at("/ended/validUntil").asString()).isNotEmpty();
        assertThat(cameras(first)).isEmpty();
        assertThat(cameras(second)).containsExactly("bench-a");

        JsonNode history =
                body(
                        gateway.admin()
                                .get()
                                .uri("/api/admin/orders/{order}/streams", first)
                                .exchange()
                                .expectStatus()
                                .isOk());
        assertThat(history.at("/0/label").asString()).isEqualTo("Microscope");
        assertThat(history.at("/0/validUntil").asString()).isNotEmpty();
    }

    @Test
    @DisplayName("assigning again what is assigned already changes the label only")
    void again() {
        UUID order = order("A-3");
        put(order, "bench-b", "one").expectStatus().isCreated();

        JsonNode answer = body(put(order, "bench-b", "two").expectStatus().isOk());

        assertThat(answer.at("/assignment/label").asString()).isEqualTo("two");
        assertThat(answer.has("ended")).isFalse();
        assertThat(cameras(order)).containsExactly("bench-b");
    }

    @Test
    @DisplayName("a camera is released by the order it shows, and by no other")
    void release() {
        UUID order = order("A-4");
        UUID other = order("A-5");
        put(order, "bench-c", "").expectStatus().isCreated();

        release(other, "bench-c").expectStatus().isNotFound();
        release(order, "bench-c").expectStatus().isNoContent();
        release(order, "bench-c").expectStatus().isNotFound();
        assertThat(cameras(order)).isEmpty();
    }

    private ResponseSpec release(UUID order, String stream) {
        return gateway.admin()
                .delete()
                .uri("/api/admin/orders/{order}/streams/{stream}", order, stream)
                .exchange();
    }

    @Test
    @DisplayName("accesses name the first camera their order has at any time")
    void streamUrl() {
        UUID first = order("A-6");
        UUID second = order("A-7");
        access(first, "repair_a6", "x", Duration.ofHours(1));
        access(second, "repair_a7", "x", Duration.ofHours(1));

        put(first, "bench-d", "");
        put(first, "bench-e", "");
        assertThat(streamUrls(first))
                .containsExactly("https://live.example.com/hls/bench-d/playlist.m3u8");
        put(second, "bench-d", "");
        assertThat(streamUrls(first))
                .containsExactly("https://live.example.com/hls/bench-e/playlist.m3u8");
        assertThat(streamUrls(second))
                .containsExactly("https://live.example.com/hls/bench-d/playlist.m3u8");
        release(first, "bench-e");
        assertThat(streamUrls(first)).containsExactly("none");
    }

    @Test
    @DisplayName(
            "when many take a camera at one moment, one of them has it and nobody sees an error")
    void race() throws Exception {
        List<UUID> orders = IntStream.range(0, 8).mapToObj(i -> order("R-" + i)).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all =
                    orders.stream()
                            .<Callable<Integer>>map(order ->
                                    () ->
                                            put(order, "bench-race", "")
                                                    .returnResult()
                                                    .getStatus()
                                                    .value())
                            .toList();
            for (var answer : threads.invokeAll(all)) {
                assertThat(answer.get()).isEqualTo(201);
            }
        }
        assertThat(
                        gateway.database()
                                .sql(
                                        "select count(*) from order_stream where stream_id = 'bench-race' and valid_until is null")
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);
    }

    @Test
    @DisplayName("cameras that change places all the time never block each other")
    void swaps() throws Exception {
        UUID one = order("W-1");
        UUID two = order("W-2");
        for (UUID order : List.of(one, two)) {
            for (int i = 0; i < 5; i++) {
                access(order, "repair_w" + order + i, "x", Duration.ofHours(1));
            }
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> all =
                    IntStream.range(0, 60)
                            .<Callable<Integer>>mapToObj(i ->
                                    () ->
                                            put(
                                                            i / 2 % 2 == 0 ? one : two,
                                                            "swap-" + (char) ('a' + i % 2),
                                                            "")
                                                    .returnResult()
                                                    .getStatus()
                                                    .value())
                            .toList();
            for (var answer : threads.invokeAll(all)) {
                assertThat(answer.get()).isIn(200, 201);
            }
        }
        assertThat(cameras(one).size() + cameras(two).size()).isEqualTo(2);
    }

    @Test
    @DisplayName("what cannot be the name of a stream is refused")
    void names() {
        UUID order = order("A-8");
        for (String name : List.of("", "Bench", "-a", "a-", "1a", "a".repeat(41), "a/../b")) {
            JsonNode problem = body(put(order, name, "").expectStatus().isBadRequest());
            assertThat(problem.at("/errors/0/field").asString()).isEqualTo("streamId");
        }
        put(UUID.randomUUID(), "bench-z", "").expectStatus().isNotFound();
    }
}
