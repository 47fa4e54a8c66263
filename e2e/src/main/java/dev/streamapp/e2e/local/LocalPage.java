package dev.streamapp.e2e.local;

import com.sun.net.httpserver.HttpExchange;
import dev.streamapp.e2e.browser.WebLibrary;
import dev.streamapp.e2e.http.LocalServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The customers' page as it is in the gateway's sources, for one who has logged in and has one
 * camera: template, scripts and styles are the real ones, the answers of the API are canned.
 */
public final class LocalPage implements AutoCloseable {
    private static final Path RESOURCES =
            Path.of(System.getProperty("streamapp.root", ".."))
                    .toAbsolutePath()
                    .resolve("api-gateway/src/main/resources");
    private static final Pattern TEXT =
            Pattern.compile("<(\\w+)([^>]*?) th:text=\"#\\{([^}]+)}\"([^>]*)></\\1>");
    private static final Pattern LABEL = Pattern.compile("th:aria-label=\"#\\{([^}]+)}\"");
    private static final Pattern OTHERS = Pattern.compile(" (?:xmlns:)?th(?::[a-z]+)?=\"[^\"]*\"");
    private static final String STREAM = "/hls/_/a.b.c/bench-1";
    private static final long LOG_IN_SECONDS = 4 * 3600;

    private final LocalServer server;
    private final URI media;
    private final String language;
    private final Properties texts = new Properties();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

    /**
     * Starts to listen on a free port of the loopback address.
     *
     * @param media where playlists and media are
     */
    public LocalPage(URI media, String language) {
        this.media = media;
        this.language = language;
        try (Reader in =
                Files.newBufferedReader(RESOURCES.resolve("watch_" + language + ".properties"))) {
            texts.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.server = LocalServer.serve(InetAddress.getLoopbackAddress(), this::handle, threads);
    }

    /** Its address, with a log-in. */
    public String address() {
        return server.url("/live-stream?token=a.b.c").toString();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith(STREAM + "/")) {
                passOn(exchange);
            } else if (path.startsWith("/assets/lib/")) {
                answer(exchange, path, Files.readAllBytes(library(path)));
            } else if (path.startsWith("/assets/")) {
                answer(exchange, path, Files.readAllBytes(RESOURCES.resolve("static" + path)));
            } else {
                answer(exchange, path, canned(path).getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Path library(String path) {
        return WebLibrary.file("hls.js/dist/" + path.substring("/assets/lib/".length()));
    }

    private String canned(String path) throws IOException {
        long now = Instant.now().getEpochSecond();
        return switch (path) {
            case "/live-stream" ->
                    page(Files.readString(RESOURCES.resolve("templates/watch.html")));
            case "/api/live-stream/validate-token" ->
                    "{\"valid\":true,\"payload\":{\"orderId\":\"R-1\",\"iat\":%d,\"exp\":%d}}"
                            .formatted(now, now + LOG_IN_SECONDS);
            case "/api/live-stream/url" ->
                    "{\"cameras\":[{\"label\":\"Bench\",\"streamUrl\":\"%s/playlist.m3u8\"}]}"
                            .formatted(STREAM);
            default -> "{\"replays\":[]}";
        };
    }

    private String page(String template) {
        String labelled =
                LABEL.matcher(template)
                        .replaceAll(label -> "aria-label=\"" + text(label.group(1)) + "\"");
        String told = TEXT.matcher(labelled).replaceAll(this::told);
        String spoken =
                told.replace("th:lang=\"${#locale.language}\"", "lang=\"" + language + "\"");
        return OTHERS.matcher(spoken).replaceAll("");
    }

    private String told(MatchResult tag) {
        return Matcher.quoteReplacement(
                "<%1$s%2$s%3$s>%4$s</%1$s>"
                        .formatted(tag.group(1), tag.group(2), tag.group(4), text(tag.group(3))));
    }

    private String text(String key) {
        return Objects.requireNonNull(texts.getProperty(key), key);
    }

    private void passOn(HttpExchange exchange) throws IOException, InterruptedException {
        String query = exchange.getRequestURI().getRawQuery();
        String file = exchange.getRequestURI().getPath().substring(STREAM.length());
        var request =
                HttpRequest.newBuilder(media.resolve(query == null ? file : file + "?" + query));
        @Nullable String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null) {
            request.header("Range", range);
        }
        HttpResponse<byte[]> found =
                client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        exchange.sendResponseHeaders(
                found.statusCode(), found.body().length == 0 ? -1 : found.body().length);
        exchange.getResponseBody().write(found.body());
    }

    private static void answer(HttpExchange exchange, String path, byte[] body) throws IOException {
        String ending = path.substring(path.lastIndexOf('.') + 1);
        exchange.getResponseHeaders()
                .set(
                        "Content-Type",
                        switch (ending) {
                            case "js" -> "text/javascript";
                            case "css" -> "text/css";
                            case "svg" -> "image/svg+xml";
                            default -> path.startsWith("/api/") ? "application/json" : "text/html";
                        });
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
        threads.shutdownNow();
    }
}
