package dev.streamapp.e2e.watch;

import com.sun.net.httpserver.HttpExchange;
import dev.streamapp.e2e.hls.PlaylistHistory;
import dev.streamapp.e2e.http.LocalServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The address at which a stream is watched in tests: it passes every request on to the packager and
 * every answer to the {@link Recorder}. When the packager cannot be reached it answers 503, as the
 * edge does.
 */
public final class RecordingProxy implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON =
            Set.of(
                    "connection",
                    "content-length",
                    "transfer-encoding",
                    "host",
                    "upgrade",
                    "expect",
                    ":status",
                    "date");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final URI upstream;
    private final Recorder recorder;
    private final LocalServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .executor(threads)
                    .build();
    private final AtomicInteger failures = new AtomicInteger();

    /**
     * Starts to listen on a free port of the loopback address.
     *
     * @param upstream where the packager answers, such as {@code http://10.0.0.1:30080}
     */
    public RecordingProxy(URI upstream, Clock clock) {
        this(upstream, InetAddress.getLoopbackAddress(), clock);
    }

    /** Starts to listen on a free port of another address of this machine. */
    public RecordingProxy(URI upstream, InetAddress address, Clock clock) {
        this.upstream = upstream;
        this.recorder = new Recorder(clock);
        this.server = LocalServer.serve(address, this::handle, threads);
    }

    public Recorder recorder() {
        return recorder;
    }

    /** The address of a path at this proxy. */
    public URI url(String path) {
        return server.url(path);
    }

    /** How many requests could not be passed on. */
    public int failures() {
        return failures.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            passOn(exchange);
        }
    }

    private void passOn(HttpExchange exchange) throws IOException {
        URI target = upstream.resolve(exchange.getRequestURI());
        var request =
                HttpRequest.newBuilder(target)
                        .timeout(LONGEST_WAIT)
                        .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.noBody());
        exchange.getRequestHeaders()
                .forEach((name, values) -> {
                    if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                        values.forEach(value -> request.header(name, value));
                    }
                });
        var mark = recorder.mark();
        try {
            HttpResponse<byte[]> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 200 && exchange.getRequestMethod().equals("GET")) {
                record(exchange.getRequestURI(), response, mark);
            }
            response.headers()
                    .map()
                    .forEach((name, values) -> {
                        if (!NOT_PASSED_ON.contains(name)) {
                            exchange.getResponseHeaders().put(name, values);
                        }
                    });
            answer(exchange, response.statusCode(), response.body());
        } catch (IOException e) {
            failures.incrementAndGet();
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
            answer(
                    exchange,
                    503,
                    ("the packager cannot be reached: " + e).getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void record(URI request, HttpResponse<byte[]> response, PlaylistHistory.Mark mark) {
        if (request.getPath().endsWith(".m3u8")) {
            String type = response.headers().firstValue("content-type").orElse("");
            recorder.playlist(request, type, response.body(), mark);
        } else {
            recorder.media(request, response.body());
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.close();
        client.shutdownNow();
        threads.shutdownNow();
    }
}
