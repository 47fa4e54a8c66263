package dev.streamapp.gateway.access;

import dev.streamapp.gateway.order.CamerasChanged;
import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.playback.PlaybackUrls;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps the column stream_url true: it names the first camera of the access's order. */
@Component
class FirstCamera {

    private final Orders orders;
    private final StoredAccesses accesses;
    private final PlaybackUrls urls;
    private final Clock clock;

    FirstCamera(Orders orders, StoredAccesses accesses, PlaybackUrls urls, Clock clock) {
        this.orders = orders;
        this.accesses = accesses;
        this.urls = urls;
        this.clock = clock;
    }

    /** Its address without a token; null while no camera shows the order. */
    @Nullable String url(UUID orderId) {
        return orders.cameras(orderId).stream()
                .findFirst()
                .map(camera -> urls.unsigned(camera.streamId()))
                .orElse(null);
    }

    @EventListener
    void on(CamerasChanged change) {
        accesses.changeStreamUrl(change.orderId(), url(change.orderId()), clock.instant());
    }
}
