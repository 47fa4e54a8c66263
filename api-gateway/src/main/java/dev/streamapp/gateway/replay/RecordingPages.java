package dev.streamapp.gateway.replay;

import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.stream.Streams;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What the pages of streams and orders show of recordings. */
@AdminPage
class RecordingPages {

    private static final String SECTION = "admin/recordings :: section";

    private final Replays replays;
    private final Streams streams;
    private final Orders orders;
    private final Clock clock;

    RecordingPages(Replays replays, Streams streams, Orders orders, Clock clock) {
        this.replays = replays;
        this.streams = streams;
        this.orders = orders;
        this.clock = clock;
    }

    @GetMapping("/admin/streams/{streamId}/recordings")
    String ofStream(@PathVariable String streamId, Authentication admin, Model model) {
        String id = streams.get(streamId).getMetadata().getName();
        model.addAttribute(
                "found", replays.ofStream(id, RecordingController.viewer(admin), expiry()));
        model.addAttribute("path", "/admin/streams/" + id + "/recordings");
        model.addAttribute("deletable", true);
        return SECTION;
    }

    @GetMapping("/admin/orders/{orderId:[-0-9a-f]+}/recordings")
    String ofOrder(@PathVariable UUID orderId, Authentication admin, Model model) {
        UUID id = orders.get(orderId).id();
        model.addAttribute(
                "found", replays.ofOrder(id, RecordingController.viewer(admin), expiry()));
        model.addAttribute("path", "/admin/orders/" + id + "/recordings");
        model.addAttribute("deletable", false);
        return SECTION;
    }

    private Instant expiry() {
        return clock.instant().plus(RecordingController.TOKEN_LIFE);
    }
}
