package dev.streamapp.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Cookies;
import dev.streamapp.gateway.testing.Environment;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

class AdminSessionTest extends GatewayTest {

    /** What a browser keeps: its cookies. */
    private final class Browser {

        private final Cookies cookies = new Cookies();
        private final RestTestClient client;

        Browser(RestTestClient client) {
            this.client = client;
        }

        RestTestClient.ResponseSpec logIn(String login, String password) {
            return keep(
                    client.post()
                            .uri("/api/admin/session")
                            .contentType(MediaType.APPLICATION_JSON)
                            .body(Map.of("login", login, "password", password))
                            .headers(this::addCookies)
                            .exchange());
        }

        RestTestClient.ResponseSpec who() {
            return keep(
                    client.get().uri("/api/admin/session").headers(this::addCookies).exchange());
        }

        RestTestClient.ResponseSpec logOut(boolean withCsrfToken) {
            return client.delete()
                    .uri("/api/admin/session")
                    .headers(this::addCookies)
                    .headers(headers -> {
                        if (withCsrfToken) {
                            headers.set("X-XSRF-TOKEN", cookies.get("XSRF-TOKEN"));
                        }
                    })
                    .exchange();
        }

        private void addCookies(HttpHeaders headers) {
            headers.set(HttpHeaders.COOKIE, cookies.header());
        }

        private RestTestClient.ResponseSpec keep(RestTestClient.ResponseSpec answer) {
            cookies.keep(
                    answer.returnResult(String.class)
                            .getResponseHeaders()
                            .getOrEmpty(HttpHeaders.SET_COOKIE));
            return answer;
        }
    }

    @Test
    @DisplayName("the installation's password opens a session that another replica continues")
    void session() {
        var browser = new Browser(gateway.nobody());
        browser.logIn("admin", Environment.ADMIN_PASSWORD).expectStatus().isOk();

        browser.who().expectStatus().isOk().expectBody().json("{\"name\": \"admin:admin\"}");
        try (var replica = startAnother()) {
            var elsewhere = new Browser(replica.nobody());
            elsewhere.cookies.putAll(browser.cookies);
            elsewhere.who().expectStatus().isOk();
        }
    }

    @Test
    @DisplayName("the session's cookie is for no script, no plain HTTP and no foreign site")
    void cookie() {
        var answer =
                new Browser(gateway.nobody())
                        .logIn("admin", Environment.ADMIN_PASSWORD)
                        .returnResult(String.class);

        assertThat(answer.getResponseHeaders().getOrEmpty(HttpHeaders.SET_COOKIE))
                .anySatisfy(cookie ->
                        assertThat(cookie)
                                .startsWith("streamapp_session=")
                                .containsIgnoringCase("HttpOnly")
                                .containsIgnoringCase("Secure")
                                .containsIgnoringCase("SameSite=Strict"));
    }

    @Test
    @DisplayName("a session changes nothing without the token that only the own pages know")
    void csrf() {
        var browser = new Browser(gateway.nobody());
        browser.logIn("admin", Environment.ADMIN_PASSWORD);

        browser.logOut(false).expectStatus().isForbidden();
        browser.who().expectStatus().isOk();
        browser.logOut(true).expectStatus().isNoContent();
        browser.who().expectStatus().isUnauthorized();
    }

    @Test
    @DisplayName("a session ends twelve hours after its log-in, however busy it is")
    void longSession() {
        var browser = new Browser(gateway.nobody());
        browser.logIn("admin", Environment.ADMIN_PASSWORD).expectStatus().isOk();

        clock.advance(Duration.ofHours(12).minusMinutes(1));
        gateway.bean(SessionEnd.class).endOld();
        browser.who().expectStatus().isOk();

        clock.advance(Duration.ofMinutes(2));
        gateway.bean(SessionEnd.class).endOld();
        browser.who().expectStatus().isUnauthorized();
    }

    @Test
    @DisplayName("a wrong password and an unknown login look the same, and are written down")
    void wrong() {
        var browser = new Browser(gateway.nobody());

        browser.logIn("admin", "wrong").expectStatus().isUnauthorized();
        browser.logIn("nobody", "wrong").expectStatus().isUnauthorized();
        assertThat(browser.cookies.get("streamapp_session")).isNull();
        assertThat(
                        gateway.database()
                                .sql(
                                        "select subject from audit_log where action = 'session.refuse'")
                                .query((row, _) -> row.getString(1))
                                .list())
                .contains("admin", "nobody");
    }

    @Test
    @DisplayName("a wrong password is answered in the language that the admin has chosen")
    void wrongInRussian() {
        var browser = new Browser(gateway.nobody());
        browser.cookies.put("language", "ru");

        browser.logIn("admin", "wrong")
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Неверный логин или пароль.");
    }

    @Test
    @DisplayName("guessing is slowed down before any hashing, and not for others")
    void guessing() {
        // one more comes free each six seconds, which is soon for a slow machine's hashing
        assertThat(IntStream.range(0, 30).map(this::guess).anyMatch(status -> status == 429))
                .isTrue();
        new Browser(gateway.nobody())
                .logIn("admin", Environment.ADMIN_PASSWORD)
                .expectStatus()
                .isOk();
    }

    private int guess(int number) {
        return new Browser(gateway.nobody())
                .logIn("guessed", "guess " + number)
                .returnResult(String.class)
                .getStatus()
                .value();
    }

    @Test
    @DisplayName("a second start with another password leaves the admin as it is")
    void secondStart() {
        String before = hash();
        startAnother().close();

        assertThat(hash()).isEqualTo(before).startsWith("$2a$12$");
    }

    private String hash() {
        return gateway.database()
                .sql("select password_hash from admins where login = 'admin'")
                .query((row, _) -> row.getString(1))
                .single();
    }
}
