package dev.streamapp.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.platform.Secret;
import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.testing.Pages;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page of settings where everything is configured that can be. */
class SettingsPagesTest extends GatewayTest {

    private static final List<String> PARTS =
            List.of("streams", "accesses", "customers", "mail", "sms");

    @Override
    protected Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("STREAM_TOKEN_SECRET_PREVIOUS", "former-stream-token-secret-0123456789"),
                Map.entry("JWT_SECRET_PREVIOUS", "former-json-web-token-secret-0123456789"),
                Map.entry("DB_PASSWORD", "password of the database"),
                Map.entry("MAIL_HOST", "mail.example.com"),
                Map.entry("MAIL_USER", "mailer"),
                Map.entry("MAIL_PASSWORD", "password of the mailer"),
                Map.entry("MAIL_FROM", "live@example.com"),
                Map.entry("SMS_URL", "https://sms.example.com/send?key=key-in-the-address"),
                Map.entry("SMS_BODY", "{\"key\": \"key-in-the-body\", \"to\": \"{phone}\"}"),
                Map.entry("SMS_HEADERS", "Authorization: key-in-a-header"),
                Map.entry("OIDC_ISSUER", "https://id.example.com/realms/shop"),
                Map.entry("OIDC_CLIENT_ID", "streamapp"),
                Map.entry("OIDC_CLIENT_SECRET", "secret of the client"),
                Map.entry("OIDC_ADMIN_VALUE", "repair-admins"));
    }

    private String everything(String language) {
        var all = new StringBuilder(Pages.read(gateway, "/admin/settings", language));
        for (String part : PARTS) {
            all.append(Pages.read(gateway, "/admin/settings/" + part, language));
        }
        return all.toString();
    }

    /** Every secret anywhere in a value. */
    private static List<String> secrets(Object value) throws ReflectiveOperationException {
        var found = new ArrayList<String>();
        switch (value) {
            case Secret(String text) -> found.add(text);
            case Collection<?> values -> {
                for (Object each : values) {
                    found.addAll(secrets(each));
                }
            }
            case Map<?, ?> map -> found.addAll(secrets(map.values()));
            case Record known -> {
                for (RecordComponent component : known.getClass().getRecordComponents()) {
                    component.getAccessor().setAccessible(true);
                    Object inside = component.getAccessor().invoke(known);
                    if (inside != null) {
                        found.addAll(secrets(inside));
                    }
                }
            }
            default -> {}
        }
        return found;
    }

    @Test
    @DisplayName("no secret is on it, whatever is configured")
    void secrets() throws ReflectiveOperationException {
        List<String> secrets = secrets(gateway.bean(Settings.class));

        assertThat(secrets)
                .contains("password of the mailer", "secret of the client", "key-in-a-header")
                .hasSizeGreaterThanOrEqualTo(10);
        assertThat(everything("en"))
                .doesNotContain(secrets)
                .doesNotContain("key-in-the-address", "key-in-the-body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ru", "en", "cs"})
    @DisplayName("it tells what is configured and how deliveries go")
    void configured(String language) {
        UUID access =
                access(
                        order("settings " + language),
                        "login " + language,
                        "x",
                        java.time.Duration.ofDays(1));
        gateway.database()
                .sql(
                        """
                        insert into outbox (access_id, channel, recipient, language, state, last_error)
                        values (?, 'mail', 'a@example.com', 'en', 'waiting', ?)
                        """)
                .params(access, "550 no such mailbox " + Pages.HOSTILE)
                .update();

        assertThat(everything(language))
                .contains(
                        "https://live.example.com",
                        "https://shop.example.com",
                        "mail.example.com:587",
                        "live@example.com",
                        ">sms.example.com<",
                        "https://id.example.com/realms/shop",
                        "groups = repair-admins",
                        "PostgreSQL ",
                        "550 no such mailbox &lt;script&gt;",
                        "/swagger-ui.html")
                .containsPattern(">12 [hч]<");
    }

    @Test
    @DisplayName("the page asks for every part there is")
    void parts() {
        assertThat(
                        Pattern.compile("hx-get=\"/admin/settings/([a-z]+)\" hx-trigger=\"load\"")
                                .matcher(Pages.read(gateway, "/admin/settings"))
                                .results()
                                .map(found -> found.group(1)))
                .containsExactlyElementsOf(PARTS);
    }

    @Test
    @DisplayName("what it says to set in the chart is a value of the chart")
    void values() throws Exception {
        String values = Files.readString(Path.of("../helm/streamapp/values.yaml"));
        var named = new ArrayList<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Pattern.compile(
                                "Fact\\.(?:text|span)\\([^;]*?\"((?:gateway|database|streams)\\.[A-Za-z.]+)\"")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(found -> named.add(found.group(1)));
            }
        }
        assertThat(named)
                .contains(
                        "gateway.adminSessionSeconds",
                        "gateway.mail.host",
                        "gateway.oidc.issuer",
                        "database.host");
        assertThat(named)
                .allSatisfy(value -> {
                    var way = new StringBuilder("(?s)");
                    String[] steps = value.split("\\.");
                    for (int i = 0; i < steps.length; i++) {
                        way.append("\\n")
                                .append(" {" + 2 * i + "}")
                                .append(steps[i])
                                .append(":.*?");
                    }
                    assertThat(Pattern.compile(way.toString()).matcher(values).find())
                            .as(value)
                            .isTrue();
                });
    }

    @Test
    @DisplayName("tokens are listed with their state, the token itself never")
    void tokens() {
        gateway.database()
                .sql(
                        """
                        insert into api_tokens (name, token_sha256, created_by, expires_at, revoked_at) values
                        (:hostile, '\\x01', 'admin:anna', null, null),
                        ('over', '\\x02', 'admin:anna', now() - interval '1 day', null),
                        ('ended', '\\x03', 'admin:anna', null, now())
                        """)
                .param("hostile", "shop " + Pages.HOSTILE)
                .update();

        assertThat(Pages.read(gateway, "/admin/settings/tokens"))
                .contains(
                        "shop &lt;script&gt;",
                        "Valid",
                        "Expired",
                        "Revoked",
                        "hx-delete=\"/api/admin/tokens/")
                .doesNotContain("<html", "sat_");
    }

    @Test
    @DisplayName("only who logged in with a password can change one")
    void password() {
        assertThat(Pages.read(gateway, "/admin/settings"))
                .contains("You did not log in with a password here")
                .doesNotContain("/api/admin/password");
    }
}
