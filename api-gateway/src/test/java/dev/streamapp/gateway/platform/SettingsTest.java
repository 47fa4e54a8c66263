package dev.streamapp.gateway.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final Map<String, String> LEAST =
            Map.of(
                    "DB_HOST", "db",
                    "DB_USER", "streamapp",
                    "DB_PASSWORD", "not for logs 1",
                    "DB_NAME", "streamapp",
                    "STREAM_TOKEN_SECRET", "not for logs 2 not for logs 2 not for logs 2",
                    "JWT_SECRET", "not for logs 3 not for logs 3 not for logs 3",
                    "NOTICE_SECRET", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
                    "SERVER_IP", "203.0.113.7");

    private static Settings with(String... changes) {
        var environment = new HashMap<>(LEAST);
        for (int i = 0; i < changes.length; i += 2) {
            environment.put(changes[i], changes[i + 1]);
        }
        return Settings.from(environment);
    }

    @Test
    @DisplayName("what is not set has its default")
    void defaults() {
        Settings settings = with();

        assertThat(settings.database().port()).isEqualTo(5432);
        assertThat(settings.database().url())
                .startsWith("jdbc:postgresql://db:5432/streamapp?sslmode=prefer");
        assertThat(settings.streamsNamespace()).isEqualTo("streamapp-streams");
        assertThat(settings.clusterDomain()).isEqualTo("cluster.local");
        assertThat(settings.trustedProxyHops()).isZero();
        assertThat(settings.allowedOrigins()).isEmpty();
        assertThat(settings.linkTemplate()).isEqualTo("https://203.0.113.7/live-stream");
        assertThat(settings.adminSessionLife()).isEqualTo(Duration.ofHours(12));
        assertThat(settings.mail()).isNull();
        assertThat(settings.sms()).isNull();
        assertThat(settings.adminPassword()).isNull();
        assertThat(settings.jwtKeys().all()).hasSize(1);
        assertThat(settings.noticeKey()).hasSize(32);
    }

    @Test
    @DisplayName("the database's certificate is held to the authorities named, else to Java's own")
    void authorities() {
        assertThat(
                        with("DB_SSLMODE", "verify-full", "DB_SSLROOTCERT", "/etc/a b/ca.crt")
                                .database()
                                .url())
                .contains("sslmode=verify-full&sslrootcert=%2Fetc%2Fa+b%2Fca.crt&");
        assertThat(with("DB_SSLMODE", "verify-full").database().url())
                .contains(
                        "sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory&");
        assertThat(with("DB_SSLMODE", "require", "DB_SSLROOTCERT", "/ca").database().url())
                .doesNotContain("sslrootcert", "sslfactory");
    }

    @Test
    @DisplayName("a domain wins over an address")
    void domain() {
        assertThat(with("CDN_DOMAIN", "live.example.com").publicUrl())
                .isEqualTo("https://live.example.com");
    }

    @Test
    @DisplayName("a domain beside the public host is that of a CDN; the same host is none")
    void cdn() {
        Settings settings = with("PUBLIC_HOST", "live.example.com", "CDN_DOMAIN", "c.example:8443");

        assertThat(settings.publicUrl()).isEqualTo("https://live.example.com");
        assertThat(settings.cdn())
                .isEqualTo(new Settings.Cdn("c.example:8443", Duration.ofMinutes(10)));
        assertThat(with("CDN_DOMAIN", "live.example.com").cdn()).isNull();
        assertThat(with("PUBLIC_HOST", "A.example", "CDN_DOMAIN", "a.example").cdn()).isNull();
        assertThat(with("PUBLIC_HOST", "a.example").cdn()).isNull();
    }

    @Test
    @DisplayName("nothing set: every variable that must be is named at once")
    void nothing() {
        assertThatThrownBy(() -> Settings.from(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("DB_HOST must be set")
                .hasMessageContaining("DB_PASSWORD must be set")
                .hasMessageContaining("STREAM_TOKEN_SECRET must be set")
                .hasMessageContaining("JWT_SECRET must be set")
                .hasMessageContaining("NOTICE_SECRET must be set")
                .hasMessageContaining("PUBLIC_HOST (or CDN_DOMAIN, or SERVER_IP) must be set");
    }

    @ParameterizedTest
    @CsvSource({
        "STREAM_TOKEN_SECRET, 31 bytes are too few for a key, openssl rand -base64 48",
        "JWT_SECRET, short, openssl rand -base64 48",
        "JWT_SECRET_PREVIOUS, short, openssl rand -base64 48",
        "NOTICE_SECRET, AAAA, openssl rand -base64 32",
        "ADMIN_PASSWORD, admin, at least 12 characters",
        "ADMIN_PASSWORD, очень-длинный-пароль-из-многих-русских-букв, at most 72 bytes",
        "DB_PORT, many, must be a number",
        "DB_PORT, 70000, within 1-65535",
        "DB_SSLMODE, maybe, must be one of disable",
        "DB_SSLMODE, verify-ca, needs DB_SSLROOTCERT",
        "LOG_FORMAT, xml, 'must be one of text, json'",
        "TRACING_ENDPOINT, otel:4318, must begin with https://",
        "TRACING_SAMPLING, 1.5, within 0-1",
        "TRACING_SAMPLING, most, must be a number",
        "ALLOWED_ORIGINS, shop.example.com, such as https://shop.example.com",
        "ALLOWED_ORIGINS, https://shop.example.com/path, such as https://shop.example.com",
        "ALLOWED_ORIGINS, *, such as https://shop.example.com",
        "CDN_DOMAIN, https://live.example.com, must be a host",
        "CDN_DOMAIN, a.example b.example, must be a host",
        "CDN_DOMAIN, a.example;script-src, must be a host",
        "PUBLIC_HOST, live.example.com/, must be a host",
        "CDN_TOKEN_SECONDS, 59, within 60-600",
        "CDN_TOKEN_SECONDS, 601, within 60-600",
        "MAIL_HOST, mail, MAIL_FROM must be set",
        "SMS_URL, ftp://sms.example.com, must begin with https://",
        "TRUSTED_PROXY_HOPS, -1, within 0-20"
    })
    @DisplayName("what is wrong is refused with a sentence that says what to do")
    void wrong(String variable, String value, String sentence) {
        assertThatThrownBy(() -> with(variable, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    @DisplayName("during a rotation two keys verify, the new one first")
    void rotation() {
        var keys = with("JWT_SECRET_PREVIOUS", "the former secret of the former time").jwtKeys();

        assertThat(keys.all()).containsExactly(keys.current(), keys.previous());
    }

    @Test
    @DisplayName("lists may have blanks; headers are one a line")
    void lists() {
        Settings settings =
                with(
                        "ALLOWED_ORIGINS", "https://a.example, http://localhost:3000,",
                        "SMS_URL", "https://sms.example.com/send?to={phone}",
                        "SMS_HEADERS", "Authorization: Bearer key\nX-Sender: shop\n");

        assertThat(settings.allowedOrigins())
                .isEqualTo(List.of("https://a.example", "http://localhost:3000"));
        assertThat(settings.sms().headers())
                .containsEntry("Authorization", new Secret("Bearer key"))
                .containsEntry("X-Sender", new Secret("shop"));
    }

    @Test
    @DisplayName("no secret appears in the settings' text")
    void silence() {
        Settings settings =
                with(
                        "ADMIN_PASSWORD", "not for logs 4",
                        "MAIL_HOST", "mail",
                        "MAIL_FROM", "a@example.com",
                        "MAIL_PASSWORD", "not for logs 5",
                        "SMS_URL", "https://sms.example.com",
                        "SMS_HEADERS", "Authorization: not for logs 6");

        assertThat(settings.toString()).doesNotContain("not for logs").doesNotContain("AAECAw");
    }
}
