package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.access.Customer;
import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.playback.PlaybackUrls;
import dev.streamapp.gateway.playback.Viewer;
import java.util.List;
import org.springframework.stereotype.Component;

/** Addresses that play, for as long as the customer's token lives. */
@Component
class CameraLinks {

    /**
     * A camera of the order.
     *
     * @param label what to write beside the picture; may be empty
     */
    record CameraLink(String label, String streamUrl) {}

    private final Orders orders;
    private final PlaybackUrls urls;

    CameraLinks(Orders orders, PlaybackUrls urls) {
        this.orders = orders;
        this.urls = urls;
    }

    List<CameraLink> of(Customer customer) {
        var viewer = new Viewer.Customer(customer.accessId());
        return orders.cameras(customer.orderId()).stream()
                .map(camera ->
                        new CameraLink(
                                camera.label(),
                                urls.signed(camera.streamId(), viewer, customer.expiry())))
                .toList();
    }
}
