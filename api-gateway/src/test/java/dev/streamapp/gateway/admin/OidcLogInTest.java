package dev.streamapp.gateway.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import dev.streamapp.gateway.testing.Cookies;
import dev.streamapp.gateway.testing.Environment;
import dev.streamapp.gateway.testing.RunningGateway;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.UriComponentsBuilder;

@DisplayName("A log-in by OpenID Connect")
class OidcLogInTest extends GatewayTest {

    private final OidcIssuer issuer = start();
    private final HttpClient browser = HttpClient.newHttpClient();

    private static OidcIssuer start() {
        try {
            return new OidcIssuer();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    void stopIssuer() {
        issuer.close();
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of(
                "OIDC_ISSUER", issuer.url(),
                "OIDC_CLIENT_ID", "streamapp",
                "OIDC_CLIENT_SECRET", "secret of the client",
                "OIDC_ADMIN_VALUE", "repair-admins");
    }

    @Test
    @DisplayName("lets in whom the provider calls an admin, into a session like any other")
    void admits() throws Exception {
        var begun = begin();
        assertThat(begun.query("redirect_uri"))
                .isEqualTo("https://live.example.com/login/oauth2/code/oidc");
        issuer.logsIn("anna", List.of("staff", "repair-admins"), begun.query("nonce"));

        var back = comeBack(begun, begun.query("state"));

        assertThat(back.statusCode()).as(back.body()).isEqualTo(302);
        assertThat(back.headers().firstValue("Location").orElseThrow()).endsWith("/admin");
        assertThat(issuer.tokenRequest.get()).contains("code=the-code");

        var who = get("/api/admin/session", cookies(back));

        assertThat(who.statusCode()).isEqualTo(200);
        assertThat(who.body()).contains("oidc:anna");
        assertThat(audit("session.begin")).contains("oidc:anna");
    }

    @Test
    @DisplayName("turns away who is known to the provider and no admin")
    void refuses() throws Exception {
        var begun = begin();
        issuer.logsIn("mallory", List.of("staff"), begun.query("nonce"));

        var back = comeBack(begun, begun.query("state"));

        leadsBack(back, "stranger", "not an administrator here");
        assertThat(get("/api/admin/session", begun.cookies()).statusCode()).isEqualTo(401);
        assertThat(audit("session.refuse")).contains("oidc:mallory");
    }

    @Test
    @DisplayName("fails with another's state or a token of another log-in")
    void attacks() throws Exception {
        var begun = begin();
        issuer.logsIn("anna", List.of("repair-admins"), begun.query("nonce"));
        leadsBack(comeBack(begun, "state-of-somebody"), "failed", "failed. Begin it again");
        assertThat(get("/api/admin/session", begun.cookies()).statusCode()).isEqualTo(401);

        var again = begin();
        issuer.logsIn("anna", List.of("repair-admins"), "nonce-of-another-log-in");
        leadsBack(comeBack(again, again.query("state")), "failed", "failed. Begin it again");
        assertThat(get("/api/admin/session", again.cookies()).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("says so while the provider does not answer")
    void away() throws Exception {
        try (var other =
                RunningGateway.start(
                        Environment.settings(
                                databaseName,
                                Map.of(
                                        "OIDC_ISSUER", "http://127.0.0.1:1",
                                        "OIDC_CLIENT_ID", "streamapp",
                                        "OIDC_CLIENT_SECRET", "secret of the client",
                                        "OIDC_ADMIN_VALUE", "repair-admins")),
                        clock,
                        cluster())) {
            var answer =
                    browser.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + other.port()
                                                            + "/oauth2/authorization/oidc"))
                                    .build(),
                            BodyHandlers.ofString());
            leadsBack(answer, "away", "does not answer");
        }
    }

    /** To the page to log in, which says why. */
    private void leadsBack(HttpResponse<String> answer, String problem, String sentence)
            throws IOException, InterruptedException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        String place = answer.headers().firstValue("Location").orElseThrow();
        assertThat(place).endsWith("/admin/log-in?problem=" + problem);
        var page =
                browser.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + gateway.port()
                                                        + "/admin/log-in?problem="
                                                        + problem))
                                .header("Accept-Language", "en")
                                .build(),
                        BodyHandlers.ofString());
        assertThat(page.body()).contains(sentence);
    }

    @Test
    @DisplayName("keeps its way open through a cookie that comes along from the provider's site")
    void cookie() throws Exception {
        assertThat(begin().answer().headers().allValues("Set-Cookie"))
                .anySatisfy(cookie ->
                        assertThat(cookie)
                                .contains("streamapp_session", "Secure", "HttpOnly")
                                .containsIgnoringCase("SameSite=Lax"));
    }

    private record Begun(HttpResponse<String> answer) {
        String query(String name) {
            var location = answer.headers().firstValue("Location").orElseThrow();
            String value =
                    UriComponentsBuilder.fromUriString(location)
                            .build()
                            .getQueryParams()
                            .getFirst(name);
            return URLDecoder.decode(String.valueOf(value), UTF_8);
        }

        String cookies() {
            return OidcLogInTest.cookies(answer);
        }
    }

    private Begun begin() throws IOException, InterruptedException {
        var answer = get("/oauth2/authorization/oidc", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .startsWith(issuer.url() + "/authorize?");
        return new Begun(answer);
    }

    private HttpResponse<String> comeBack(Begun begun, String state)
            throws IOException, InterruptedException {
        String encoded = URLEncoder.encode(state, UTF_8);
        return get("/login/oauth2/code/oidc?code=the-code&state=" + encoded, begun.cookies());
    }

    private static String cookies(HttpResponse<String> answer) {
        return Cookies.of(answer.headers().allValues("Set-Cookie")).header();
    }

    private HttpResponse<String> get(String path, String cookies)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookies);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private List<String> audit(String action) {
        return gateway.database()
                .sql("select actor from audit_log where action = ?")
                .param(action)
                .query(String.class)
                .list();
    }
}
