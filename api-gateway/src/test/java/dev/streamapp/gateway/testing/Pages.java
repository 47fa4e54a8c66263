package dev.streamapp.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** The admins' pages as an admin's browser gets them. */
public final class Pages {

    /** What a user may write into any field, and a page may not run. */
    public static final String HOSTILE = "<script>alert(1)</script>";

    public static final List<String> LANGUAGES = List.of("ru", "en", "cs");

    private Pages() {}

    /** A page or a part of one; it lacks no text and runs nothing that somebody wrote. */
    public static String read(RunningGateway gateway, String path, String language) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                        .header("Authorization", "Bearer " + gateway.adminToken())
                        .header("Accept", "text/html")
                        .header("Accept-Language", language)
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("??", " th:", HOSTILE);
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }

    /** The same in English, for what all languages have in common. */
    public static String read(RunningGateway gateway, String path) {
        return read(gateway, path, "en");
    }
}
