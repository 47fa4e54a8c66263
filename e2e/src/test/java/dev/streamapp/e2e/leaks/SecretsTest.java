package dev.streamapp.e2e.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A secret in a text")
class SecretsTest {
    private static final String PASSWORD = "Größe+/=\"7 \\x";
    private static final Secrets SECRETS = new Secrets(Map.of("shop-database/password", PASSWORD));

    private static List<Leak> found(String text) {
        return SECRETS.leaksIn(Map.of("log of a pod", text));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<String> planted() {
        return Stream.of(
                PASSWORD,
                "Gr%C3%B6%C3%9Fe%2B%2F%3D%227+%5Cx",
                "Gr%C3%B6%C3%9Fe%2B%2F%3D%227%20%5Cx",
                "Gr%c3%b6%c3%9fe%2b%2f%3d%227+%5cx",
                "Größe+/=\\\"7 \\\\x",
                base64(PASSWORD),
                base64("u:" + PASSWORD),
                base64("us:" + PASSWORD + " and more"),
                base64("user:" + PASSWORD),
                Base64.getUrlEncoder().encodeToString(PASSWORD.getBytes(StandardCharsets.UTF_8)),
                "4772c3b6c39f652b2f3d2237205c78");
    }

    @ParameterizedTest
    @MethodSource("planted")
    @DisplayName("is found in every spelling, and is not told again")
    void isFound(String spelling) {
        List<Leak> leaks = found("all is well\nit failed: <" + spelling + ">, again\nbye");

        assertThat(leaks).as(spelling).isNotEmpty();
        assertThat(leaks)
                .allSatisfy(leak -> {
                    assertThat(leak.secret()).isEqualTo("shop-database/password");
                    assertThat(leak.place()).isEqualTo("log of a pod");
                    assertThat(leak.line())
                            .startsWith("it failed: <")
                            .endsWith(">, again")
                            .contains("…")
                            .doesNotContain(spelling);
                });
    }

    @Test
    @DisplayName("is found where it is one line of several: a key")
    void keys() {
        String body = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg";
        var key =
                new Secrets(
                        Map.of(
                                "tls/tls.key",
                                "-----BEGIN PRIVATE KEY-----\n"
                                        + body
                                        + "\n-----END PRIVATE KEY-----\n"));

        assertThat(key.leaksIn(Map.of("log", "cannot read " + body))).hasSize(1);
        assertThat(key.leaksIn(Map.of("log", "no -----BEGIN PRIVATE KEY----- found"))).isEmpty();
    }

    @Test
    @DisplayName("is not found where it is not, nor where it is so short that chance has it there")
    void notFound() {
        assertThat(found("Größe 7, and what else is in a log")).isEmpty();
        assertThat(new Secrets(Map.of("a", "admin")).leaksIn(Map.of("log", "admin logs in")))
                .isEmpty();
        assertThat(new Secrets(Map.of("a", "")).leaksIn(Map.of("log", "anything"))).isEmpty();
    }

    @Test
    @DisplayName("is not told by the list of secrets itself")
    void silence() {
        assertThat(SECRETS.with("a token", "0123456789abcdef"))
                .hasToString("[shop-database/password, a token]");
    }
}
