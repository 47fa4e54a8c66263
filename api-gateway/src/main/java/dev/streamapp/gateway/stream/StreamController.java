package dev.streamapp.gateway.stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamapp.gateway.platform.Audit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Streams for admins: look, start, stop, delete. */
@RestController
@RequestMapping("/api/streams")
class StreamController {

    private final Streams streams;
    private final StreamViews views;
    private final StreamRemoval removal;
    private final Audit audit;

    StreamController(Streams streams, StreamViews views, StreamRemoval removal, Audit audit) {
        this.streams = streams;
        this.views = views;
        this.removal = removal;
        this.audit = audit;
    }

    /** What to do with a stream. */
    enum Action {
        @JsonProperty("start")
        START,
        @JsonProperty("stop")
        STOP
    }

    /** An order to start or stop. */
    record Switch(@NotBlank @JsonProperty("stream_id") String streamId, @NotNull Action action) {}

    @GetMapping
    List<StreamView> list() {
        streams.requireLoaded();
        return streams.all().stream().map(views::of).toList();
    }

    @GetMapping("/{streamId}")
    StreamView show(@PathVariable String streamId) {
        return views.of(streams.get(streamId));
    }

    /** Written down first: what cannot be audited is not done, what fails is rolled back. */
    @PostMapping
    @Transactional
    StreamView change(@Valid @RequestBody Switch order) {
        boolean stop = order.action() == Action.STOP;
        audit.record(stop ? "stream.stop" : "stream.start", order.streamId());
        return views.of(streams.suspend(order.streamId(), stop));
    }

    /**
     * Deletes a stream, one that was made elsewhere too: its task is forgotten and the order it
     * shows loses the camera.
     */
    @DeleteMapping("/{streamId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String streamId) {
        removal.remove(streamId);
    }
}
