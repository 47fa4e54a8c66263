package dev.streamapp.gateway.stream;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events: first {@code streams} with all of them, then {@code stream} with each that
 * changed and {@code deleted} with the name of each that went.
 */
@RestController
class StreamEventsController {

    private static final Logger LOG = LoggerFactory.getLogger(StreamEventsController.class);

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
        try (var subscription = streams.feed().subscribe()) {
            write(
                    OpenAnswer.begin(response, MediaType.TEXT_EVENT_STREAM_VALUE, clock),
                    subscription);
        } catch (IOException e) {
            LOG.debug("A follower of the streams went away: {}", e.getMessage());
        }
    }

    private void write(OpenAnswer answer, StreamFeed.Subscription subscription)
            throws IOException, InterruptedException {
        answer.send(event("streams", streams.all().stream().map(views::of).toList()));
        while (subscription.isOpen() && !answer.isOver()) {
            answer.send(
                    switch (subscription.next(OpenAnswer.KEEP_ALIVE).orElse(null)) {
                        case StreamChange.Changed(var stream) -> event("stream", views.of(stream));
                        case StreamChange.Deleted(var name) ->
                                event("deleted", Map.of("stream_id", name));
                        case null -> ": nothing new\n\n";
                    });
        }
    }

    private String event(String name, Object data) {
        return "event: %s\ndata: %s\n\n".formatted(name, json.writeValueAsString(data));
    }
}
