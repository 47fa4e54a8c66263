package dev.streamapp.gateway.replay;

import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.playback.Viewer;
import dev.streamapp.gateway.stream.Streams;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Recordings for admins: of a stream, and of an order. */
@RestController
class RecordingController {

    /** Long enough to download one. */
    static final Duration TOKEN_LIFE = Duration.ofHours(4);

    private final Replays replays;
    private final Recordings recordings;
    private final Streams streams;
    private final Orders orders;
    private final Clock clock;

    RecordingController(
            Replays replays, Recordings recordings, Streams streams, Orders orders, Clock clock) {
        this.replays = replays;
        this.recordings = recordings;
        this.streams = streams;
        this.orders = orders;
        this.clock = clock;
    }

    /** 503 while the stream has no pod: then nobody can say what there is. */
    @GetMapping("/api/streams/{streamId}/recordings")
    List<Replay> ofStream(@PathVariable String streamId, Authentication admin) {
        String id = streams.get(streamId).getMetadata().getName();
        Replays.Found found = replays.ofStream(id, viewer(admin), clock.instant().plus(TOKEN_LIFE));
        if (!found.complete()) {
            throw Recordings.away();
        }
        return found.replays();
    }

    @DeleteMapping("/api/streams/{streamId}/recordings/{recordingId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Transactional
    void delete(@PathVariable String streamId, @PathVariable String recordingId) {
        recordings.delete(streams.get(streamId).getMetadata().getName(), recordingId);
    }

    /** What was recorded while streams showed the order. */
    @GetMapping("/api/admin/orders/{orderId}/recordings")
    Replays.Found ofOrder(@PathVariable UUID orderId, Authentication admin) {
        return replays.ofOrder(
                orders.get(orderId).id(), viewer(admin), clock.instant().plus(TOKEN_LIFE));
    }

    static Viewer viewer(Authentication admin) {
        return new Viewer.Admin(admin.getName());
    }
}
