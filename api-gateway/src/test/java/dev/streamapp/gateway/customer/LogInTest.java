package dev.streamapp.gateway.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.platform.Passwords;
import dev.streamapp.gateway.platform.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

class LogInTest extends GatewayTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final String PASSWORD = "Correct2Horse";

    private final AtomicInteger addresses = new AtomicInteger();

    /** Tests come from addresses of their own: attempts are counted by address. */
    @Override
    protected Map<String, String> environment() {
        return Map.of("TRUSTED_PROXY_HOPS", "1");
    }

    private String newAddress() {
        return "203.0.113." + addresses.incrementAndGet();
    }

    private ResponseSpec logIn(String address, String login, String password) {
        return post(address, "en", Map.of("login", login, "password", password));
    }

    private ResponseSpec post(String address, String language, Object body) {
        return gateway.nobody()
                .post()
                .uri("/api/live-stream/authenticate")
                .header("X-Forwarded-For", address)
                .header("Accept-Language", language)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private static JsonNode body(ResponseSpec response) {
        JsonNode body = response.expectBody(JsonNode.class).returnResult().getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private static String error(ResponseSpec response, int status) {
        JsonNode body = body(response.expectStatus().isEqualTo(status));
        assertThat(body.propertyNames()).containsExactly("error");
        return body.get("error").asString();
    }

    @Test
    @DisplayName("login and password are answered with token, address and end of the access")
    void right() {
        UUID order = order("login-1");
        assign(order, "cam-1");
        UUID access = access(order, "repair_login1", PASSWORD, DAY);

        JsonNode answer =
                body(logIn(newAddress(), "repair_login1", PASSWORD).expectStatus().isOk());

        assertThat(answer.propertyNames())
                .containsExactlyInAnyOrder("token", "streamUrl", "expiresAt");
        assertThat(answer.get("streamUrl").asString())
                .startsWith("https://live.example.com/hls/cam-1/playlist.m3u8?token=");
        assertThat(Instant.parse(answer.get("expiresAt").asString()))
                .isBetween(Instant.now().plus(DAY).minusSeconds(60), Instant.now().plus(DAY));
        assertThat(gateway.bean(CustomerTokens.class).read(answer.get("token").asString()))
                .hasValueSatisfying(customer -> {
                    assertThat(customer.accessId()).isEqualTo(access);
                    assertThat(customer.orderId()).isEqualTo(order);
                });
    }

    @Test
    @DisplayName(
            "without a camera the customer is let in, and the address is null until there is one")
    void withoutCamera() {
        access(order("login-2"), "repair_login2", PASSWORD, DAY);

        JsonNode answer =
                body(logIn(newAddress(), "repair_login2", PASSWORD).expectStatus().isOk());

        assertThat(answer.has("streamUrl")).isTrue();
        assertThat(answer.get("streamUrl").isNull()).isTrue();
    }

    @Test
    @DisplayName("what a phone's keyboard adds to login and password does no harm")
    void typed() {
        access(order("login-3"), "repair_login3", PASSWORD, DAY);

        logIn(newAddress(), " Repair_login3 ", PASSWORD + " ").expectStatus().isOk();
        logIn(newAddress(), "repair_login3", PASSWORD.toLowerCase()).expectStatus().isEqualTo(401);
    }

    @ParameterizedTest
    @DisplayName("errors are in the customer's language, Russian when it is none of ours")
    @CsvSource(
            delimiter = '|',
            value = {
                "ru       | Неверные данные               | Доступ истёк",
                "en-US    | Wrong login or password.      | The access has expired.",
                "cs,en    | Nesprávné přihlašovací údaje  | Přístup vypršel",
                "de       | Неверные данные               | Доступ истёк"
            })
    void languages(String language, String wrong, String expired) {
        String login = "repair_lang" + addresses.get();
        access(order(login), login, PASSWORD, Duration.ofSeconds(-1));
        String address = newAddress();

        assertThat(error(post(address, language, Map.of("login", login, "password", "x")), 401))
                .isEqualTo(wrong);
        assertThat(
                        error(
                                post(
                                        address,
                                        language,
                                        Map.of("login", login, "password", PASSWORD)),
                                403))
                .isEqualTo(expired);
    }

    @Test
    @DisplayName(
            "a revoked access and an order switched off are refused, to those who know the password")
    void notValid() {
        UUID order = order("login-4");
        UUID access = access(order, "repair_login4", PASSWORD, DAY);
        String address = newAddress();

        gateway.database()
                .sql("update orders set live_stream_enabled = false where id = ?")
                .param(order)
                .update();
        assertThat(error(logIn(address, "repair_login4", PASSWORD), 403)).contains("switched off");
        gateway.database()
                .sql("update live_stream_access set revoked_at = now() where id = ?")
                .param(access)
                .update();
        assertThat(error(logIn(address, "repair_login4", PASSWORD), 403)).contains("ended");
        assertThat(error(logIn(address, "repair_login4", "guess"), 401)).contains("Wrong");
    }

    @ParameterizedTest
    @DisplayName("a request that says nothing to try is refused in the same form")
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{}",
                "{\"login\":\"a\"}",
                "{\"login\":\" \",\"password\":\"x\"}",
                "{\"login\":null,\"password\":null}",
                "{\"login\":{},\"password\":[]}"
            })
    void nothingToTry(String body) {
        assertThat(error(post(newAddress(), "en", body), 400)).isNotEmpty();
    }

    @ParameterizedTest
    @DisplayName("a login or password of any form is merely wrong")
    @ValueSource(
            strings = {
                "{\"login\":\"a\\u0000\",\"password\":\"x\"}",
                "{\"login\":\"\\ud800\",\"password\":\"\\ud800\\u0000\"}",
                "{\"login\":\"' or 1=1 --\",\"password\":\"x\"}",
                "{\"login\":5,\"password\":5}"
            })
    void odd(String body) {
        assertThat(error(post(newAddress(), "en", body), 401)).isNotEmpty();
    }

    @Test
    @DisplayName("a password longer than bcrypt reads is wrong, also when its beginning is right")
    void tooLong() {
        String longest = "p".repeat(72);
        access(order("login-5"), "repair_login5", longest, DAY);
        String address = newAddress();

        logIn(address, "repair_login5", longest).expectStatus().isOk();
        logIn(address, "repair_login5", longest + "x").expectStatus().isEqualTo(401);
        logIn(address, "repair_login5", "x".repeat(30_000)).expectStatus().isEqualTo(401);
    }

    @Test
    @DisplayName("whether a login exists cannot be told by the time the answer takes")
    void constantWork() {
        UUID order = order("login-6");
        UUID access = access(order, "repair_login6", "x", DAY);
        gateway.database()
                .sql("update live_stream_access set password_hash = ? where id = ?")
                .params(BCrypt.hashpw(PASSWORD, BCrypt.gensalt(12)), access)
                .update();
        logIn(newAddress(), "repair_login6", "warm-up").expectStatus().isEqualTo(401);
        long known = Long.MAX_VALUE;
        long unknown = Long.MAX_VALUE;
        long impossible = Long.MAX_VALUE;

        // the shortest times: whatever else the machine does only adds to them
        for (int i = 0; i < 5; i++) {
            known = Math.min(known, time("repair_login6"));
            unknown = Math.min(unknown, time("repair_nobody"));
            impossible = Math.min(impossible, time("no\u0000body at all"));
        }

        // without the hashing hardly any would be left, with one round less a half
        assertThat(unknown).isBetween(known * 5 / 9, known * 9 / 5);
        assertThat(impossible).isBetween(known * 5 / 9, known * 9 / 5);
    }

    private long time(String login) {
        long start = System.nanoTime();
        logIn(newAddress(), login, "guess").expectStatus().isEqualTo(401);
        return System.nanoTime() - start;
    }

    @Test
    @DisplayName(
            "after ten tries in a minute a login is closed to that address, and open to its owner's")
    void noLockOut() {
        access(order("login-7"), "repair_login7", PASSWORD, DAY);
        String stranger = newAddress();
        for (int i = 0; i < LogInLimits.PER_LOGIN_AND_ADDRESS; i++) {
            logIn(stranger, "repair_login7", "guess").expectStatus().isEqualTo(401);
        }

        ResponseSpec refused = logIn(stranger, "repair_login7", PASSWORD);

        assertThat(refused.returnResult().getResponseHeaders().getFirst("Retry-After"))
                .matches("[1-6]");
        assertThat(error(refused, 429)).contains("Too many");
        logIn(newAddress(), "repair_login7", PASSWORD).expectStatus().isOk();
        clock.advance(Duration.ofSeconds(7));
        logIn(stranger, "repair_login7", PASSWORD).expectStatus().isOk();
    }

    @Test
    @DisplayName("while too many passwords are hashed, a problem says so, and says it as error too")
    void busy() throws Exception {
        var passwords = gateway.bean(Passwords.class);
        String ofNoPassword = BCrypt.gensalt(8) + "0".repeat(31);
        var crowded = new AtomicBoolean(true);
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor();
                AutoCloseable _ = () -> crowded.set(false)) {
            for (int i = 0; i < 100; i++) {
                crowd.submit(() -> {
                    while (crowded.get()) {
                        try {
                            passwords.matches(ofNoPassword, "x");
                        } catch (ProblemException _) {
                            LockSupport.parkNanos(100_000);
                        }
                    }
                });
            }
            // who comes when a place has just become free is served
            await().untilAsserted(() -> {
                ResponseSpec refused = logIn(newAddress(), "repair_busy", PASSWORD);
                refused.expectStatus()
                        .isEqualTo(503)
                        .expectHeader()
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .expectHeader()
                        .valueEquals("Retry-After", "2");
                JsonNode problem = body(refused);
                assertThat(problem.path("error").asString()).isNotEmpty();
                assertThat(problem.path("error")).isEqualTo(problem.path("detail"));
            });
        }
    }

    @Test
    @DisplayName(
            "an address tries thirty logins a minute; one household's IPv6 addresses count as one")
    void perAddress() {
        var limits = new LogInLimits(clock);
        for (int i = 0; i < LogInLimits.PER_ADDRESS; i++) {
            assertThat(limits.take("login" + i, "2001:db8:1:2::" + i)).isZero();
        }

        assertThat(limits.take("another", "2001:db8:1:2:ffff::1")).isPositive();
        assertThat(limits.take("another", "2001:db8:1:3::1")).isZero();
        assertThat(limits.take("another", "198.51.100.1")).isZero();
    }
}
