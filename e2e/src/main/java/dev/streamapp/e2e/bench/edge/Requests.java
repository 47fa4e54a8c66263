package dev.streamapp.e2e.bench.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** What a packager says it was asked, by its counter {@code streamapp_http_requests_total}. */
final class Requests {
    private static final Pattern COUNT =
            Pattern.compile("(?m)^streamapp_http_requests_total\\{.*} ([0-9.E]+)$");

    private final URI metrics;

    Requests(URI control) {
        this.metrics = control.resolve("/metrics");
    }

    /** The node port is new: nobody listens until kube-proxy has heard of it. */
    void await() {
        Awaitility.await("the packager's metrics")
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> total() >= 0);
    }

    long total() {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString());
            return (long)
                    COUNT.matcher(answer.body())
                            .results()
                            .mapToDouble(found -> Double.parseDouble(found.group(1)))
                            .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
