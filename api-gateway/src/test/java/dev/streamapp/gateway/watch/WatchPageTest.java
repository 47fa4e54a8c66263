package dev.streamapp.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.GatewayTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a browser gets it. */
class WatchPageTest extends GatewayTest {

    private static final int MAX_BYTES = 250_000;
    private static final Pattern LOADS =
            Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"|(?:from|import) '(\\.[^']+)'");

    private final HttpClient http = HttpClient.newHttpClient();

    private HttpResponse<byte[]> get(String path, String... headers)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    private String page(String... headers) throws IOException, InterruptedException {
        var answer = get(WatchPage.PATH, headers);
        assertThat(answer.statusCode()).isEqualTo(200);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("the bare address leads to the page")
    void root() throws IOException, InterruptedException {
        var answer = get("/");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).isEqualTo(WatchPage.PATH);
    }

    @ParameterizedTest
    @CsvSource({"ru,Смотреть ремонт", "en,Watch your repair", "cs,Sledovat opravu"})
    @DisplayName("the page speaks the browser's language, and the one chosen by hand before that")
    void languages(String language, String title) throws IOException, InterruptedException {
        String other = language.equals("en") ? "cs" : "en";

        assertThat(page("Accept-Language", language))
                .contains("<html lang=\"" + language + "\"")
                .contains(title)
                .containsPattern("value=\"" + language + "\"[^>]* selected");
        assertThat(page("Accept-Language", other, "Cookie", "language=" + language))
                .contains("<html lang=\"" + language + "\"")
                .contains(title);
    }

    @Test
    @DisplayName("what the template engine needs does not reach the browser, nor a missing text")
    void rendered() throws IOException, InterruptedException {
        assertThat(page()).doesNotContain("th:").doesNotContain("??").doesNotContain("#{");
    }

    @Test
    @DisplayName(
            "nothing runs that is not a file of the gateway's, and no other site sees the token")
    void contentSecurityPolicy() throws IOException, InterruptedException {
        var answer = get(WatchPage.PATH);

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .contains("worker-src 'self' blob:")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(page())
                .doesNotContainPattern("<script(?![^>]*src=)")
                .doesNotContainPattern("\\s(?:style|on[a-z]+)=\"");
    }

    @Test
    @DisplayName("the page with all that it loads is 250 kB at most, compressed")
    void weight() throws IOException, InterruptedException {
        Map<String, Integer> sizes = loaded();

        assertThat(sizes)
                .containsKeys(
                        "/assets/base.css", "/assets/watch.css", "/assets/lib/hls.light.min.js");
        assertThat(sizes.keySet()).anyMatch(file -> file.endsWith("/camera.js"));
        assertThat(sizes.values().stream().mapToInt(Integer::intValue).sum())
                .as(sizes.toString())
                .isLessThanOrEqualTo(MAX_BYTES);
    }

    @Test
    @DisplayName("files go compressed, and a second time only when they have changed")
    void files() throws IOException, InterruptedException {
        String file = "/assets/lib/hls.light.min.js";

        var first = get(file, "Accept-Encoding", "gzip");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(first.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(get(file, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get(file, "If-None-Match", "W/\"other\"").statusCode()).isEqualTo(200);
        assertThat(get(WatchPage.PATH).headers().firstValue("Cache-Control").orElseThrow())
                .contains("no-store");
    }

    /** Everything the page loads, followed from module to module, with its compressed size. */
    private Map<String, Integer> loaded() throws IOException, InterruptedException {
        var sizes = new HashMap<String, Integer>();
        var left = new ArrayDeque<String>();
        left.add(WatchPage.PATH);
        while (!left.isEmpty()) {
            String path = left.remove();
            if (sizes.containsKey(path)) {
                continue;
            }
            var answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            sizes.put(path, compressed(answer.body()));
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            if (!path.contains("/lib/")) {
                LOADS.matcher(text)
                        .results()
                        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                        .forEach(file -> left.add(URI.create(path).resolve(file).toString()));
            }
        }
        return sizes;
    }

    private static int compressed(byte[] body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        }
        return bytes.size();
    }
}
