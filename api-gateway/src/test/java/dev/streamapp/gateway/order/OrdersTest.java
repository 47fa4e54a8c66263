package dev.streamapp.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

class OrdersTest extends GatewayTest {

    private ResponseSpec post(Map<String, ?> order) {
        return gateway.admin()
                .post()
                .uri("/api/admin/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .body(order)
                .exchange();
    }

    private ResponseSpec put(String id, Map<String, ?> order) {
        return gateway.admin()
                .put()
                .uri("/api/admin/orders/{id}", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(order)
                .exchange();
    }

    private ResponseSpec put(String id, String ifMatch, Map<String, ?> order) {
        return gateway.admin()
                .put()
                .uri("/api/admin/orders/{id}", id)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .contentType(MediaType.APPLICATION_JSON)
                .body(order)
                .exchange();
    }

    private String tag(String id) {
        String tag =
                gateway.admin()
                        .get()
                        .uri("/api/admin/orders/{id}", id)
                        .exchange()
                        .returnResult(String.class)
                        .getResponseHeaders()
                        .getETag();
        assertThat(tag).isNotNull();
        return tag;
    }

    private JsonNode created(Map<String, ?> order) {
        return body(post(order).expectStatus().isCreated());
    }

    private JsonNode get(String uri, Object... variables) {
        return body(gateway.admin().get().uri(uri, variables).exchange().expectStatus().isOk());
    }

    private static JsonNode body(ResponseSpec response) {
        JsonNode body = response.expectBody(JsonNode.class).returnResult().getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private List<String> found(String search) {
        return get("/api/admin/orders?search={search}", search)
                .get("items")
                .valueStream()
                .map(order -> order.get("number").asString())
                .toList();
    }

    @Test
    @DisplayName("an order is entered with its number alone, and everything else has a default")
    void defaults() {
        JsonNode order = created(Map.of("number", " 2026-1 "));

        assertThat(order.get("number").asString()).isEqualTo("2026-1");
        assertThat(order.get("language").asString()).isEqualTo("ru");
        assertThat(order.get("liveStreamEnabled").asBoolean()).isFalse();
        assertThat(order.get("customerName").asString()).isEmpty();
        assertThat(order.has("email")).isFalse();
        assertThat(order.get("streams").isEmpty()).isTrue();
    }

    @Test
    @DisplayName("an order is read, replaced and deleted, and the audit log knows who did it")
    void life() {
        String id =
                created(
                                Map.of(
                                        "number", "2026-2",
                                        "customerName", "Анна Новак",
                                        "email", "anna@example.com",
                                        "phone", "+420 777 123-456",
                                        "language", "cs",
                                        "device", "iPhone 15"))
                        .get("id")
                        .asString();
        assertThat(get("/api/admin/orders/{id}", id).get("phone").asString())
                .isEqualTo("+420777123456");

        JsonNode replaced =
                body(
                        put(id, Map.of("number", "2026-2", "liveStreamEnabled", true))
                                .expectStatus()
                                .isOk());
        assertThat(replaced.get("liveStreamEnabled").asBoolean()).isTrue();
        assertThat(replaced.has("email")).isFalse();

        gateway.admin()
                .delete()
                .uri("/api/admin/orders/{id}", id)
                .exchange()
                .expectStatus()
                .isNoContent();
        gateway.admin()
                .get()
                .uri("/api/admin/orders/{id}", id)
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(
                        gateway.database()
                                .sql(
                                        "select actor || ' ' || action from audit_log where subject = ? order by at")
                                .param(id)
                                .query(String.class)
                                .list())
                .containsExactly(
                        "token:test order.create",
                        "token:test order.change",
                        "token:test order.delete");
    }

    @Test
    @DisplayName("watching is switched on without writing the rest of the order again")
    void switched() {
        String id =
                created(Map.of("number", "2026-7", "email", "anna@example.com"))
                        .get("id")
                        .asString();

        JsonNode order =
                body(
                        gateway.admin()
                                .put()
                                .uri("/api/admin/orders/{id}/live-stream-enabled", id)
                                .contentType(MediaType.APPLICATION_JSON)
                                .body(Map.of("enabled", true))
                                .exchange()
                                .expectStatus()
                                .isOk());

        assertThat(order.get("liveStreamEnabled").asBoolean()).isTrue();
        assertThat(order.get("email").asString()).isEqualTo("anna@example.com");
        gateway.admin()
                .put()
                .uri("/api/admin/orders/{id}/live-stream-enabled", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of())
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    @DisplayName("a change of what is no longer so is refused, and leaves what a colleague wrote")
    void changedMeanwhile() {
        String id = created(Map.of("number", "2026-20")).get("id").asString();
        String read = tag(id);
        String colleagues =
                put(id, read, Map.of("number", "2026-20", "device", "Galaxy"))
                        .expectStatus()
                        .isOk()
                        .returnResult(String.class)
                        .getResponseHeaders()
                        .getETag();
        assertThat(colleagues).isNotEqualTo(read).isEqualTo(tag(id));

        JsonNode problem =
                body(
                        put(id, read, Map.of("number", "2026-20", "device", "iPhone"))
                                .expectStatus()
                                .isEqualTo(412)
                                .expectHeader()
                                .contentType(MediaType.APPLICATION_PROBLEM_JSON));

        assertThat(problem.get("detail").asString()).contains("2026-20");
        JsonNode present = get("/api/admin/orders/{id}", id);
        assertThat(present.get("device").asString()).isEqualTo("Galaxy");
        assertThat("\"" + present.get("version").asLong() + "\"").isEqualTo(colleagues);
        put(id, "\"x\", " + colleagues, Map.of("number", "2026-20")).expectStatus().isOk();
        put(id, "*", Map.of("number", "2026-20")).expectStatus().isOk();
        put(id, Map.of("number", "2026-20")).expectStatus().isOk();
    }

    @Test
    @DisplayName("the switch and a deletion insist on what was read too, where they are asked to")
    void insistent() {
        String id = created(Map.of("number", "2026-21")).get("id").asString();
        String read = tag(id);
        put(id, Map.of("number", "2026-21", "device", "Galaxy")).expectStatus().isOk();

        gateway.admin()
                .put()
                .uri("/api/admin/orders/{id}/live-stream-enabled", id)
                .header(HttpHeaders.IF_MATCH, read)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("enabled", true))
                .exchange()
                .expectStatus()
                .isEqualTo(412);
        delete(id, read).expectStatus().isEqualTo(412);
        assertThat(get("/api/admin/orders/{id}", id).get("liveStreamEnabled").asBoolean())
                .isFalse();
        delete(id, tag(id)).expectStatus().isNoContent();
    }

    private ResponseSpec delete(String id, String ifMatch) {
        return gateway.admin()
                .delete()
                .uri("/api/admin/orders/{id}", id)
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .exchange();
    }

    @Test
    @DisplayName("of many who change what they all read at once, one does")
    void atOnce() throws Exception {
        String id = created(Map.of("number", "2026-22")).get("id").asString();
        String read = tag(id);
        var changes =
                Collections.nCopies(
                        8,
                        (Callable<Integer>)
                                () ->
                                        put(id, read, Map.of("number", "2026-22"))
                                                .returnResult(String.class)
                                                .getStatus()
                                                .value());

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(threads.invokeAll(changes).stream().map(Future::resultNow))
                    .containsOnlyOnce(200)
                    .filteredOn(status -> status != 200)
                    .containsOnly(412);
        }
    }

    @Test
    @DisplayName("whatever changes an order gives it a new version, its cameras do not")
    void versions() {
        String id = created(Map.of("number", "2026-23")).get("id").asString();
        String read = tag(id);

        assign(UUID.fromString(id), "bench-1");
        assertThat(tag(id)).isEqualTo(read);
        gateway.database()
                .sql("update orders set device = 'by hand' where id = ?")
                .param(UUID.fromString(id))
                .update();
        assertThat(tag(id)).isNotEqualTo(read);
    }

    @Test
    @DisplayName("an order that is read is always told, whatever the reader has")
    void neverUnmodified() {
        String id = created(Map.of("number", "2026-24")).get("id").asString();
        String read = tag(id);

        gateway.admin()
                .get()
                .uri("/api/admin/orders/{id}", id)
                .header(HttpHeaders.IF_NONE_MATCH, read)
                .exchange()
                .expectStatus()
                .isOk();
    }

    @ParameterizedTest
    @DisplayName("a condition that names no tag is a bad request, not an unconditional change")
    @ValueSource(strings = {"1", "x", "W/"})
    void noTag(String ifMatch) {
        String id = created(Map.of("number", "T-" + ifMatch)).get("id").asString();

        JsonNode problem =
                body(
                        put(id, ifMatch, Map.of("number", "T-" + ifMatch))
                                .expectStatus()
                                .isBadRequest());

        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("If-Match");
    }

    @Test
    @DisplayName("two orders never have one number, and the answer names the field")
    void numberTaken() {
        created(Map.of("number", "2026-3"));
        String other = created(Map.of("number", "2026-4")).get("id").asString();

        for (ResponseSpec answer :
                List.of(post(Map.of("number", "2026-3")), put(other, Map.of("number", "2026-3")))) {
            JsonNode problem = body(answer.expectStatus().isEqualTo(409));
            assertThat(problem.get("detail").asString()).contains("2026-3");
            assertThat(problem.at("/errors/0/field").asString()).isEqualTo("number");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ru,Заказ с номером L-ru уже есть.,Этот номер",
        "en,There is an order L-en already.,This is the number",
        "cs,Zakázka s číslem L-cs už existuje.,Toto číslo"
    })
    @DisplayName("that a number is taken is said in the language of who asks")
    void numberTakenSaid(String language, String detail, String message) {
        created(Map.of("number", "L-" + language));

        gateway.admin()
                .post()
                .uri("/api/admin/orders")
                .header("Accept-Language", language)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("number", "L-" + language))
                .exchange()
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail)
                .jsonPath("$.errors[0].message")
                .value(String.class, said -> assertThat(said).startsWith(message));
    }

    @ParameterizedTest
    @DisplayName("what cannot be kept or used is refused with the name of its field")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "number       | \"  \"",
                "number       | \"a\\u0000b\"",
                "number       | \"a\\ud800b\"",
                "customerName | \"a\\nb\"",
                "email        | \"nobody\"",
                "email        | \"a@b.c\\r\\nBcc: d@e.f\"",
                "phone        | \"call me\"",
                "language     | \"de\"",
                "device       | \"\\u0007\""
            })
    void refused(String field, String json) {
        String number = field.equals("number") ? "" : "\"number\": \"refused\",";
        JsonNode problem =
                body(
                        gateway.admin()
                                .post()
                                .uri("/api/admin/orders")
                                .contentType(MediaType.APPLICATION_JSON)
                                .body("{%s \"%s\": \"%s\"}".formatted(number, field, json))
                                .exchange()
                                .expectStatus()
                                .isBadRequest());
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo(field);
        assertThat(problem.at("/errors/0/message").asString()).isNotEmpty();
    }

    @ParameterizedTest
    @DisplayName("a page or search that makes no sense is the caller's mistake, not ours")
    @ValueSource(
            strings = {
                "page=-1",
                "page=2000000000",
                "page=x",
                "size=0",
                "size=101",
                "search=%00",
                "search=%ED%A0%80"
            })
    void badPages(String query) {
        gateway.admin()
                .get()
                .uri(
                        java.net.URI.create(
                                "http://127.0.0.1:"
                                        + gateway.port()
                                        + "/api/admin/orders?"
                                        + query))
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    @Test
    @DisplayName("orders are found by number, customer, e-mail, phone and device, taken literally")
    void search() {
        created(
                Map.of(
                        "number", "S-100%",
                        "customerName", "Jiří Dvořák",
                        "email", "jiri@example.cz",
                        "phone", "+420602111222",
                        "device", "Galaxy_S24"));
        created(Map.of("number", "S-1001", "device", "GalaxyXS24"));

        assertThat(found("s-100%")).containsExactly("S-100%");
        assertThat(found("galaxy_")).containsExactly("S-100%");
        assertThat(found("ДВОРЖАК")).isEmpty();
        assertThat(found("DVOŘÁK")).containsExactly("S-100%");
        assertThat(found("jiri@")).containsExactly("S-100%");
        assertThat(found("602111")).containsExactly("S-100%");
        assertThat(found("s-100")).containsExactly("S-1001", "S-100%");
    }

    @Test
    @DisplayName("pages follow each other without gap or overlap, and a page past the end is empty")
    void pages() {
        for (int i = 0; i < 5; i++) {
            created(Map.of("number", "P-" + i, "customerName", "pages"));
        }
        JsonNode first = get("/api/admin/orders?search=pages&size=2");
        JsonNode last = get("/api/admin/orders?search=pages&size=2&page=2");
        JsonNode beyond = get("/api/admin/orders?search=pages&size=2&page=3");

        assertThat(first.get("total").asInt()).isEqualTo(5);
        assertThat(first.at("/items/0/number").asString()).isEqualTo("P-4");
        assertThat(last.get("items").size()).isEqualTo(1);
        assertThat(last.at("/items/0/number").asString()).isEqualTo("P-0");
        assertThat(beyond.get("items").size()).isZero();
        assertThat(beyond.get("total").asInt()).isEqualTo(5);
    }

    @Test
    @DisplayName("an id that is none is a bad request, an unknown one is not found")
    void ids() {
        gateway.admin().get().uri("/api/admin/orders/1").exchange().expectStatus().isBadRequest();
        put(UUID.randomUUID().toString(), Map.of("number", "nobody's")).expectStatus().isNotFound();
    }
}
