package dev.streamapp.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.security.crypto.bcrypt.BCrypt;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

class AccessTest extends GatewayTest {

    private ResponseSpec create(UUID order) {
        return gateway.admin()
                .post()
                .uri("/api/admin/orders/{order}/live-stream-access", order)
                .exchange();
    }

    private ResponseSpec create(UUID order, String idempotencyKey) {
        return gateway.admin()
                .post()
                .uri("/api/admin/orders/{order}/live-stream-access", order)
                .header("Idempotency-Key", idempotencyKey)
                .exchange();
    }

    private ResponseSpec change(UUID order, JsonNode access, String verb, Map<String, ?> body) {
        return gateway.admin()
                .post()
                .uri(
                        "/api/admin/orders/{order}/live-stream-access/{id}/{verb}",
                        order,
                        access.get("id").asString(),
                        verb)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    private JsonNode list(UUID order) {
        return body(
                gateway.admin()
                        .get()
                        .uri("/api/admin/orders/{order}/live-stream-access", order)
                        .exchange()
                        .expectStatus()
                        .isOk());
    }

    private static JsonNode body(ResponseSpec response) {
        JsonNode body = response.expectBody(JsonNode.class).returnResult().getResponseBody();
        assertThat(body).isNotNull();
        return body;
    }

    private String hash(JsonNode access) {
        return gateway.database()
                .sql("select password_hash from live_stream_access where login = ?")
                .param(access.get("login").asString())
                .query(String.class)
                .single();
    }

    @Test
    @DisplayName("an access is a login, a password shown once and a link, for 24 hours")
    void created() {
        UUID order = order("access-1");
        assign(order, "cam-1");

        JsonNode access =
                body(
                        create(order)
                                .expectStatus()
                                .isCreated()
                                .expectHeader()
                                .valueMatches("Cache-Control", ".*no-store.*"));

        assertThat(access.get("login").asString()).matches("repair_[a-z0-9]{8}");
        String password = access.get("password").asString();
        assertThat(password).hasSize(12);
        assertThat(access.get("link").asString()).isEqualTo("https://live.example.com/live-stream");
        assertThat(access.get("state").asString()).isEqualTo("active");
        assertThat(access.get("streamUrl").asString())
                .isEqualTo("https://live.example.com/hls/cam-1/playlist.m3u8");
        assertThat(access.get("createdBy").asString()).isEqualTo("token:test");
        assertThat(
                        Duration.between(
                                Instant.parse(access.get("createdAt").asString()),
                                Instant.parse(access.get("expiresAt").asString())))
                .isEqualTo(Duration.ofHours(24));
        assertThat(hash(access)).startsWith("$2a$12$");
        assertThat(BCrypt.checkpw(password, hash(access))).isTrue();

        JsonNode listed = list(order);
        assertThat(listed).hasSize(1);
        assertThat(listed.at("/0/login")).isEqualTo(access.get("login"));
        assertThat(listed.toString()).doesNotContain(password).doesNotContain("$2a$");
    }

    @Test
    @DisplayName("no two logins or passwords are alike, and none has characters that are mixed up")
    void random() {
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String password = Credentials.password().text();
            assertThat(password).matches("[a-zA-Z2-9]{12}").doesNotContainPattern("[lIOo01]");
            all.add(password);
            all.add(Credentials.login());
        }
        assertThat(all).hasSize(2000);
    }

    @Test
    @DisplayName("where watching is switched off no access is made, and the answer says what to do")
    void switchedOff() {
        UUID order = order("access-2");
        gateway.database()
                .sql("update orders set live_stream_enabled = false where id = ?")
                .param(order)
                .update();

        JsonNode problem = body(create(order).expectStatus().isEqualTo(409));

        assertThat(problem.get("detail").asString())
                .contains("access-2")
                .contains("liveStreamEnabled");
        create(UUID.randomUUID()).expectStatus().isNotFound();
    }

    @Test
    @DisplayName(
            "a request repeated with its Idempotency-Key gets the same access without the password")
    void replay() {
        UUID order = order("access-3");
        JsonNode first = body(create(order, "key-3").expectStatus().isCreated());

        JsonNode again = body(create(order, "key-3").expectStatus().isOk());

        assertThat(again.get("id")).isEqualTo(first.get("id"));
        assertThat(again.get("login")).isEqualTo(first.get("login"));
        assertThat(again.has("password")).isFalse();
        assertThat(again.get("message").asString()).contains("showed the password");
        assertThat(list(order)).hasSize(1);
        assertThat(body(create(order, "key-4")).get("id")).isNotEqualTo(first.get("id"));
        create(order("access-4"), "key-3").expectStatus().isEqualTo(422);
        create(order, "two words").expectStatus().isBadRequest();
        create(order, "k".repeat(201)).expectStatus().isBadRequest();
    }

    @Test
    @DisplayName("one key sent six times at one moment makes one access, and shows one password")
    void race() throws Exception {
        UUID order = order("access-5");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<JsonNode>> all =
                    IntStream.range(0, 6)
                            .<Callable<JsonNode>>mapToObj(_ -> () -> body(create(order, "key-5")))
                            .toList();
            Set<String> ids = new HashSet<>();
            int passwords = 0;
            for (var answer : threads.invokeAll(all)) {
                ids.add(answer.get().get("id").asString());
                passwords += answer.get().has("password") ? 1 : 0;
            }
            assertThat(ids).hasSize(1);
            assertThat(passwords).isEqualTo(1);
        }
        assertThat(list(order)).hasSize(1);
    }

    @Test
    @DisplayName("a revoked access stays revoked: it is neither extended nor sent again")
    void revoked() {
        UUID order = order("access-6");
        JsonNode access = body(create(order));

        JsonNode revoked = body(change(order, access, "revoke", Map.of()).expectStatus().isOk());
        JsonNode again = body(change(order, access, "revoke", Map.of()).expectStatus().isOk());

        assertThat(revoked.get("state").asString()).isEqualTo("revoked");
        assertThat(again.get("revokedAt")).isEqualTo(revoked.get("revokedAt"));
        assertThat(revoked.get("notices").valueStream())
                .allMatch(notice -> !notice.get("state").asString().equals("waiting"));
        change(order, access, "extend", Map.of("hours", 1)).expectStatus().isEqualTo(409);
        change(order, access, "resend", Map.of()).expectStatus().isEqualTo(409);
        change(order("access-7"), access, "revoke", Map.of()).expectStatus().isNotFound();
    }

    @Test
    @DisplayName(
            "an access is extended from its end, or from now when it is over, by 30 days at most")
    void extended() {
        UUID order = order("access-8");
        JsonNode access = body(create(order));
        Instant end = Instant.parse(access.get("expiresAt").asString());

        JsonNode longer =
                body(change(order, access, "extend", Map.of("hours", 2)).expectStatus().isOk());
        assertThat(Instant.parse(longer.get("expiresAt").asString()))
                .isEqualTo(end.plus(Duration.ofHours(2)));

        clock.advance(Duration.ofHours(48));
        assertThat(list(order).at("/0/state").asString()).isEqualTo("expired");
        JsonNode revived =
                body(change(order, access, "extend", Map.of("hours", 1)).expectStatus().isOk());
        assertThat(revived.get("state").asString()).isEqualTo("active");
        assertThat(Instant.parse(revived.get("expiresAt").asString()))
                .isBetween(
                        clock.instant().plus(Duration.ofMinutes(59)),
                        clock.instant().plus(Duration.ofMinutes(60)));

        change(order, access, "extend", Map.of("hours", 720)).expectStatus().isBadRequest();
        change(order, access, "extend", Map.of("hours", 0)).expectStatus().isBadRequest();
        change(order, access, "extend", Map.of()).expectStatus().isBadRequest();
    }

    @Test
    @DisplayName(
            "sending again where no password is left makes a new one for the same login, and says so")
    void newPassword() {
        UUID order = order("access-9");
        gateway.database()
                .sql("update orders set email = null, phone = null where id = ?")
                .param(order)
                .update();
        JsonNode access = body(create(order));
        assertThat(access.get("message").asString()).contains("Nothing is sent");
        assertThat(access.get("notices").isEmpty()).isTrue();

        JsonNode resent = body(change(order, access, "resend", Map.of()).expectStatus().isOk());

        assertThat(resent.get("login")).isEqualTo(access.get("login"));
        assertThat(resent.get("message").asString()).contains("new password");
        String password = resent.get("password").asString();
        assertThat(BCrypt.checkpw(password, hash(access))).isTrue();
        assertThat(BCrypt.checkpw(access.get("password").asString(), hash(access))).isFalse();
    }

    @Test
    @DisplayName("everything done to an access is in the audit log, and no password is")
    void audited() {
        UUID order = order("access-10");
        JsonNode access = body(create(order));
        change(order, access, "extend", Map.of("hours", 1)).expectStatus().isOk();
        change(order, access, "revoke", Map.of()).expectStatus().isOk();

        List<String> entries =
                gateway.database()
                        .sql(
                                "select actor || ' ' || address || ' ' || action || ' ' || detail from audit_log where subject = ? order by at")
                        .param(access.get("id").asString())
                        .query(String.class)
                        .list();

        assertThat(entries)
                .hasSize(3)
                .allMatch(entry -> entry.startsWith("token:test 127.0.0.1 access."))
                .allMatch(entry -> !entry.contains(access.get("password").asString()));
    }
}
