package dev.streamapp.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.gateway.GatewayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@DisplayName("What the pages of orders show of accesses")
class AccessPagesTest extends GatewayTest {

    private static final String POLLS = "every 2s";

    /** A mail server that is not there: mails wait. */
    @Override
    protected Map<String, String> environment() {
        return Map.of("MAIL_HOST", "127.0.0.1", "MAIL_PORT", "1", "MAIL_FROM", "a@example.com");
    }

    private ResponseSpec open(String language, String uri, Object... variables) {
        return gateway.admin()
                .get()
                .uri(uri, variables)
                .header(HttpHeaders.ACCEPT, "text/html")
                .header(HttpHeaders.ACCEPT_LANGUAGE, language)
                .exchange();
    }

    private String part(String uri, Object... variables) {
        return body(open("en", uri, variables).expectStatus().isOk());
    }

    private static String body(ResponseSpec answer) {
        String body = answer.expectBody(String.class).returnResult().getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private JsonNode created(UUID order) {
        JsonNode access =
                gateway.admin()
                        .post()
                        .uri("/api/admin/orders/{order}/live-stream-access", order)
                        .exchange()
                        .expectStatus()
                        .isCreated()
                        .expectBody(JsonNode.class)
                        .returnResult()
                        .getResponseBody();
        assertThat(access).isNotNull();
        return access;
    }

    private void revoke(UUID order, String access) {
        gateway.admin()
                .post()
                .uri("/api/admin/orders/{order}/live-stream-access/{id}/revoke", order, access)
                .exchange()
                .expectStatus()
                .isOk();
    }

    private void set(UUID order, String assignments) {
        gateway.database()
                .sql("update orders set " + assignments + " where id = ?")
                .param(order)
                .update();
    }

    @Test
    @DisplayName("before an access is made it is told where it goes, and what will be missing")
    void warnings() {
        UUID order = order("pages-1");

        assertThat(part("/admin/orders/{id}/accesses", order))
                .contains("No accesses yet.")
                .contains("anna@example.com.")
                .contains("No camera shows this order yet")
                .contains("data-idempotent")
                .doesNotContain("disabled=")
                .doesNotContain("neither e-mail nor telephone")
                .doesNotContain(POLLS);

        assign(order, "bench-1");
        set(order, "email = null");
        assertThat(part("/admin/orders/{id}/accesses", order))
                .contains("no mail server or SMS provider")
                .doesNotContain("No camera shows");

        set(order, "phone = null, live_stream_enabled = false");
        assertThat(part("/admin/orders/{id}/accesses", order))
                .contains("neither e-mail nor telephone")
                .doesNotContain("no mail server")
                .contains("Watching is switched off for this order")
                .contains("disabled=");
    }

    @Test
    @DisplayName("the list comes again while something waits to be sent, and never has a password")
    void list() {
        UUID order = order("pages-2");
        JsonNode access = created(order);
        String id = access.get("id").asString();

        String waiting = part("/admin/orders/{id}/accesses", order);
        assertThat(waiting)
                .contains(access.get("login").asString())
                .contains(">Active<")
                .contains(">Being sent<")
                .contains(">token:test<")
                .contains(POLLS)
                .contains("id=\"revoke-" + id + "\"")
                .doesNotContain(access.get("password").asString());

        revoke(order, id);
        // a notice that is just being tried is cancelled after that
        await().untilAsserted(() ->
                assertThat(part("/admin/orders/{id}/accesses", order))
                        .contains(">Revoked<")
                        .contains(">Cancelled<")
                        .doesNotContain(POLLS)
                        .doesNotContain("id=\"revoke-" + id + "\""));
    }

    @Test
    @DisplayName("an expired access can be extended, and is not sent again")
    void expired() {
        UUID order = order("pages-3");
        UUID access = access(order, "repair_pages003", "password", Duration.ofHours(-1));

        assertThat(part("/admin/orders/{id}/accesses", order))
                .contains(">Expired<")
                .contains("id=\"extend-" + access + "\"")
                .doesNotContain("id=\"resend-" + access + "\"")
                .contains("Nothing was sent.");
    }

    @Test
    @DisplayName("a notice that failed for good says why, and what to do")
    void failed() {
        UUID order = order("pages-4");
        UUID access = access(order, "repair_pages004", "password", Duration.ofHours(1));
        gateway.database()
                .sql(
                        """
                        insert into outbox (access_id, channel, recipient, language, state, attempts, last_error)
                        values (?, 'mail', 'anna@example.com', 'en', 'failed', 3, 'mailbox <unknown>')
                        """)
                .param(access)
                .update();

        assertThat(part("/admin/orders/{id}/accesses", order))
                .contains(">Not delivered<")
                .contains("Attempts: 3.")
                .contains("mailbox &lt;unknown&gt;")
                .contains("Check the e-mail address of the order")
                .doesNotContain(POLLS);
    }

    @Test
    @DisplayName("delivery is followed until nothing waits any more")
    void followed() {
        UUID order = order("pages-5");
        JsonNode access = created(order);
        String id = access.get("id").asString();
        String uri = "/admin/orders/{order}/accesses/{id}/notices";

        assertThat(part(uri, order, id))
                .contains("anna@example.com")
                .contains(POLLS)
                .doesNotContain(access.get("password").asString());
        revoke(order, id);
        await().untilAsserted(() ->
                assertThat(part(uri, order, id)).doesNotContain(POLLS).doesNotContain("hx-get"));
        open("en", uri, order("pages-6"), id).expectStatus().isNotFound();
    }

    @Test
    @DisplayName("the list of orders learns of all its rows at once until when they may be watched")
    void states() {
        UUID active = order("pages-7");
        access(active, "repair_pages071", "password", Duration.ofHours(1));
        access(active, "repair_pages072", "password", Duration.ofHours(5));
        UUID revoked = order("pages-8");
        UUID ended = access(revoked, "repair_pages081", "password", Duration.ofHours(1));
        revoke(revoked, ended.toString());

        String states =
                part("/admin/orders/access-states?orderId={a}&orderId={b}", active, revoked);

        String[] each = states.split("<span ");
        assertThat(each[1]).contains("access-" + active).contains("active until");
        String until = each[1].replaceAll("(?s).*datetime=\"([^\"]+)\".*", "$1");
        assertThat(Instant.parse(until))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(290)),
                        Instant.now().plus(Duration.ofMinutes(310)));
        assertThat(each[2])
                .contains("access-" + revoked)
                .contains("none")
                .doesNotContain("datetime");
    }

    @Test
    @DisplayName("who makes an access gets, once, the words for the customer in their language")
    void letter() {
        UUID order = order("pages-9");
        set(order, "language = 'cs', device = 'iPhone 15'");
        JsonNode access = created(order);

        assertThat(access.get("letter").asString())
                .startsWith("Dobrý den, Anna,")
                .contains("pages-9")
                .contains("Zařízení: iPhone 15")
                .contains("Přihlašovací jméno: " + access.get("login").asString())
                .contains("Heslo: " + access.get("password").asString())
                .contains("https://live.example.com/live-stream");
        gateway.admin()
                .get()
                .uri("/api/admin/orders/{order}/live-stream-access", order)
                .exchange()
                .expectBody()
                .jsonPath("$[0].letter")
                .doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "en", "cs"})
    @DisplayName("every text is there in the reader's language")
    void languages(String language) {
        UUID order = order("pages-" + language);
        created(order);
        access(order, "repair_expired" + language, "password", Duration.ofHours(-1));

        assertThat(body(open(language, "/admin/orders/{id}/accesses", order).expectStatus().isOk()))
                .doesNotContain("??")
                .doesNotContain("th:");
    }
}
