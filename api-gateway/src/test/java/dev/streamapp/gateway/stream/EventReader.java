package dev.streamapp.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.testing.RunningGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A browser's EventSource, as far as tests need one. */
final class EventReader implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    record Event(String name, String data) {}

    static EventReader open(RunningGateway gateway, String path)
            throws IOException, InterruptedException {
        var reader = new EventReader();
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                        .header("Authorization", "Bearer " + gateway.adminToken())
                        .header("Accept", "text/event-stream")
                        .build();
        var response = reader.http.send(request, BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("text/event-stream");
        Thread.startVirtualThread(() -> reader.read(response));
        return reader;
    }

    BlockingQueue<Event> events() {
        return events;
    }

    /** The data of the next event of this name that contains the text; others are skipped. */
    String await(String name, String text) throws InterruptedException {
        while (true) {
            Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(event).as("an event %s with %s", name, text).isNotNull();
            if (event.name().equals(name) && event.data().contains(text)) {
                return event.data();
            }
        }
    }

    private void read(HttpResponse<java.io.InputStream> response) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            String line;
            while ((line = lines.readLine()) != null) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, line.substring("data: ".length())));
                }
            }
        } catch (IOException _) {
            // closed
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
