package dev.streamapp.gateway.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Pages;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@DisplayName("The pages of orders")
class OrderPagesTest extends GatewayTest {

    @BeforeEach
    void noOrders() {
        gateway.database().sql("delete from orders").update();
    }

    private ResponseSpec open(String language, String uri, Object... variables) {
        return gateway.admin()
                .get()
                .uri(uri, variables)
                .header(HttpHeaders.ACCEPT, "text/html")
                .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                .exchange();
    }

    private String page(String uri, Object... variables) {
        return body(open("en", uri, variables).expectStatus().isOk());
    }

    private static String body(ResponseSpec answer) {
        String body = answer.expectBody(String.class).returnResult().getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private UUID written(String number, String text) {
        UUID order = order(number);
        written(order, text);
        return order;
    }

    private void written(UUID order, String text) {
        gateway.database()
                .sql(
                        "update orders set customer_name = :text, device = :text, email = :text where id = :id")
                .param("text", text)
                .param("id", order)
                .update();
    }

    @Test
    @DisplayName("where there are no orders the list says what to do first")
    void empty() {
        assertThat(page("/admin/orders"))
                .contains("No orders yet")
                .contains("New order")
                .doesNotContain("type=\"search\"");
    }

    @Test
    @DisplayName("a row tells number, customer, device, cameras, and whether it may be watched")
    void row() {
        UUID order = written("2026-7", "Galaxy");
        assign(order, "bench-1");
        order("2026-8");

        String page = page("/admin/orders");

        assertThat(page)
                .contains("href=\"/admin/orders/" + order + "\"")
                .contains(">2026-7<")
                .contains(">Galaxy<")
                .contains(">bench-1<")
                .contains(">none<")
                .contains("Found: 2")
                // accesses of all rows are asked for at once
                .containsOnlyOnce("hx-get=\"/admin/orders/access-states\"")
                .contains("id=\"access-" + order + "\"");
    }

    @Test
    @DisplayName("the search finds as the API does, and one that finds nothing says what to do")
    void search() {
        order("A-1");
        order("B-2");

        assertThat(page("/admin/orders?search={search}", " a-1 "))
                .contains(">A-1<")
                .doesNotContain(">B-2<")
                .contains("Found: 1")
                .contains("value=\"a-1\"");
        assertThat(page("/admin/orders?search={search}", "<b>"))
                .contains("Nothing found for “&lt;b&gt;”")
                .contains("Show all orders")
                .contains("type=\"search\"");
        assertThat(page("/admin/orders?search={search}", "a\u0000-\n" + "x".repeat(300)))
                .contains("Nothing found");
    }

    @Test
    @DisplayName("pages lead to each other, keep the search, and one past the end is the last one")
    void pages() {
        for (int i = 0; i < 21; i++) {
            order("P-" + i);
        }

        String first = page("/admin/orders?search=P-");
        assertThat(first)
                .contains(">P-20<")
                .doesNotContain(">P-0<")
                .contains("Page 1 of 2")
                .contains("href=\"/admin/orders?search=P-&amp;page=2\"")
                .doesNotContain("rel=\"prev\"");
        assertThat(page("/admin/orders?page=9"))
                .contains(">P-0<")
                .doesNotContain(">P-20<")
                .contains("Page 2 of 2")
                .contains("href=\"/admin/orders?page=1\"")
                .doesNotContain("rel=\"next\"");
        assertThat(page("/admin/orders?page=-1")).contains("Page 1 of 2");
    }

    @Test
    @DisplayName("an order tells its fields, its cameras and those it had")
    void order() {
        UUID order = written("2026-9", "Galaxy");
        assign(order, "bench-old");
        gateway.database()
                .sql("update order_stream set valid_until = now() where order_id = ?")
                .param(order)
                .update();
        assign(order, "bench-1");

        assertThat(page("/admin/orders/{id}", order))
                .contains("<title>Order 2026-9")
                .contains("Watching is on")
                .contains("data-stream=\"bench-1\"")
                .doesNotContain("data-stream=\"bench-old\"")
                .contains("Former cameras")
                .contains("bench-old")
                .contains("hx-delete=\"/api/admin/orders/" + order + "/streams/bench-1\"")
                .contains("hx-get=\"/admin/orders/" + order + "/accesses\"");
    }

    @Test
    @DisplayName("who edits an order keeps what the form does not show")
    void edit() {
        UUID order = order("2026-10");
        String page = page("/admin/orders/{id}", order);
        String form = page.substring(page.indexOf("id=\"edit-order\""));

        assertThat(form.substring(0, form.indexOf("</form>")))
                .contains("value=\"anna@example.com\"")
                .contains("value=\"+420123456789\"")
                .contains("<option value=\"en\" lang=\"en\" selected=\"selected\">")
                .contains(
                        "type=\"hidden\" name=\"liveStreamEnabled\" data-type=\"boolean\" value=\"true\"");
    }

    @Test
    @DisplayName("the form knows which version of the order it shows")
    void version() {
        UUID order = order("2026-13");
        assertThat(page("/admin/orders/{id}", order))
                .contains("<input type=\"hidden\" name=\"version\" value=\"1\">");

        written(order, "Galaxy");
        assertThat(page("/admin/orders/{id}", order))
                .contains("<input type=\"hidden\" name=\"version\" value=\"2\">");
    }

    @Test
    @DisplayName("nothing that somebody wrote runs in the page")
    void escaped() {
        UUID order = written("S" + Pages.HOSTILE, Pages.HOSTILE);
        assign(order, "bench-1");
        gateway.database().sql("update order_stream set label = ?").param(Pages.HOSTILE).update();

        for (String uri :
                List.of(
                        "/admin/orders?search={script}",
                        "/admin/orders/" + order,
                        "/admin/orders/shown",
                        "/admin/orders/of-stream/bench-1")) {
            assertThat(page(uri, Pages.HOSTILE))
                    .as(uri)
                    .contains("&lt;script&gt;")
                    .doesNotContain(Pages.HOSTILE);
        }
    }

    @Test
    @DisplayName("an order that is gone is a page that says so")
    void gone() {
        assertThat(
                        body(
                                open("en", "/admin/orders/{id}", UUID.randomUUID())
                                        .expectStatus()
                                        .isNotFound()))
                .contains("<title>This page cannot be shown");
        open("en", "/admin/orders/nonsense").expectStatus().isNotFound();
    }

    @Test
    @DisplayName("other pages learn which order a stream shows, or what to do when it shows none")
    void ofStream() {
        UUID order = order("2026-11");
        assign(order, "bench-1");

        assertThat(page("/admin/orders/of-stream/bench-1"))
                .contains("href=\"/admin/orders/" + order + "\">2026-11<");
        assertThat(page("/admin/orders/of-stream/bench-9"))
                .contains("Shows no order.")
                .contains("href=\"/admin/orders\"");
        assertThat(page("/admin/orders/shown"))
                .contains("data-shown=\"bench-1\"")
                .contains("data-order=\"" + order + "\"")
                .contains("bench-1 shows order 2026-11 now. Take it away from there?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "en", "cs"})
    @DisplayName("every text is there in the reader's language, which a new order begins with")
    void languages(String language) {
        UUID order = order("2026-12");
        assign(order, "bench-1");

        for (String uri :
                List.of("/admin/orders", "/admin/orders?search=none", "/admin/orders/" + order)) {
            assertThat(body(open(language, uri).expectStatus().isOk()))
                    .contains("<html lang=\"" + language + "\"")
                    .doesNotContain("??")
                    .doesNotContain("th:");
        }
        String page = body(open(language, "/admin/orders"));
        assertThat(page.substring(page.indexOf("id=\"new-language\"")))
                .contains(
                        "<option value=\"%1$s\" lang=\"%1$s\" selected=\"selected\">"
                                .formatted(language));
    }
}
