package dev.streamapp.gateway.stream;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events: first {@code streams} with all of them, then {@code stream} with each that
 * changed and {@code deleted} with the name of each that went. Written by the request's own virtual
 * thread, which ends with the connection.
 */
@RestController
class StreamEventsController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamEventsController.class);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    /** Browsers reconnect by themselves; the session or token is then judged anew. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Streams streams;
    private final StreamViews views;
    private final JsonMapper json;
    private final Clock clock;

    StreamEventsController(Streams streams, StreamViews views, JsonMapper json, Clock clock) {
        this.streams = streams;
        this.views = views;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(path = "/api/streams/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void events(HttpServletResponse response) throws InterruptedException {
        response.setContentType("text/event-stream;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        // nginx would hold events back to fill its buffer
        response.setHeader("X-Accel-Buffering", "no");
        try (var subscription = streams.feed().subscribe()) {
            write(response, subscription);
        } catch (IOException e) {
            LOG.debug("A follower of the streams went away: {}", e.getMessage());
        }
    }

    private void write(HttpServletResponse response, StreamFeed.Subscription subscription)
            throws IOException, InterruptedException {
        OutputStream out = response.getOutputStream();
        send(out, "streams", streams.all().stream().map(views::of).toList());
        Instant end = clock.instant().plus(LONGEST);
        while (subscription.isOpen() && clock.instant().isBefore(end)) {
            switch (subscription.next(KEEP_ALIVE).orElse(null)) {
                case StreamChange.Changed(var stream) -> send(out, "stream", views.of(stream));
                case StreamChange.Deleted(var name) ->
                        send(out, "deleted", Map.of("stream_id", name));
                case null -> send(out, ": nothing new\n\n");
            }
        }
    }

    private void send(OutputStream out, String event, Object data) throws IOException {
        send(out, "event: %s\ndata: %s\n\n".formatted(event, json.writeValueAsString(data)));
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
