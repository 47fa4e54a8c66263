package dev.streamapp.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The way in to the admins' pages. */
class FirstPagesTest extends GatewayTest {

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return http.send(request(path, headers), BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String... headers) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
        return headers.length == 0 ? request.build() : request.headers(headers).build();
    }

    private String[] admin(String... more) {
        var headers = new String[more.length + 2];
        headers[0] = "Authorization";
        headers[1] = "Bearer " + gateway.adminToken();
        System.arraycopy(more, 0, headers, 2, more.length);
        return headers;
    }

    @Test
    @DisplayName(
            "a browser that opens a page without a log-in is led to it, and knows the way back")
    void leadsToLogIn() throws IOException, InterruptedException {
        var answer = get("/admin/orders?q=a&page=2", "Accept", "text/html,*/*;q=0.8");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .isEqualTo("/admin/log-in?next=%2Fadmin%2Forders%3Fq%3Da%26page%3D2");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    @DisplayName("a script of a page is told, and not led away")
    void tellsScripts() throws IOException, InterruptedException {
        var answer = get("/admin/orders", "Accept", "text/html", "HX-Request", "true");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"ru,Вход", "en,Log in", "cs,Přihlášení"})
    @DisplayName("the log-in speaks the browser's language and needs nothing from elsewhere")
    void logIn(String language, String title) throws IOException, InterruptedException {
        String page = get("/admin/log-in", "Accept-Language", language).body();

        assertThat(page)
                .contains("<html lang=\"" + language + "\"")
                .contains("<title>" + title)
                .doesNotContain("??")
                .doesNotContain("th:")
                .doesNotContain("https://");
    }

    @Test
    @DisplayName("whoever is logged in is not asked to do so again")
    void loggedIn() throws IOException, InterruptedException {
        var answer = get("/admin/log-in", admin());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).isEqualTo("/admin");
    }

    @ParameterizedTest
    @CsvSource({"ru,не администратор", "en,not an administrator", "cs,nejste správce"})
    @DisplayName("a log-in elsewhere that came to nothing is explained, by known words only")
    void elsewhere(String language, String sentence) throws IOException, InterruptedException {
        assertThat(get("/admin/log-in?problem=stranger", "Accept-Language", language).body())
                .contains(sentence);
        assertThat(get("/admin/log-in?problem=%3Cb%3E", "Accept-Language", language).body())
                .doesNotContain("id=\"elsewhere\"", "??");
    }

    @Test
    @DisplayName("no other site may show the pages inside its own")
    void notEmbedded() throws IOException, InterruptedException {
        assertThat(get("/admin/log-in").headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("frame-ancestors 'none'")
                .contains("default-src 'self'");
        assertThat(get("/live-stream").headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("frame-ancestors 'self' https://shop.example.com");
    }

    @Test
    @DisplayName("the bare address leads to the streams")
    void home() throws IOException, InterruptedException {
        var answer = get("/admin", admin());

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow())
                .isEqualTo("/admin/streams");
    }

    @Test
    @DisplayName("an address that no page has is a page that says so, and a problem for scripts")
    void nothingThere() throws IOException, InterruptedException {
        var page = get("/admin/nothing", admin("Accept", "text/html", "Accept-Language", "en"));
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("There is nothing here.").contains("<html lang=\"en\"");

        var problem = get("/admin/nothing", admin("Accept", "application/problem+json"));
        assertThat(problem.statusCode()).isEqualTo(404);
        assertThat(problem.body()).startsWith("{");
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/orders/c0ffee,404,There is nothing here.",
        "/admin/audit?q=a%00b,400,The request has mistakes."
    })
    @DisplayName("what no page can be asked for is answered with a page that says so")
    void misread(String path, int status, String sentence)
            throws IOException, InterruptedException {
        var page = get(path, admin("Accept", "text/html", "Accept-Language", "en"));

        assertThat(page.statusCode()).isEqualTo(status);
        assertThat(page.body()).contains(sentence).contains("<html lang=\"en\"");
    }
}
