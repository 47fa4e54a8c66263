package dev.streamapp.gateway.order;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Orders as other features see them: to read. */
public interface Orders {

    /** The order of this id. */
    Optional<Order> find(UUID orderId);

    /**
     * The order of this id, for a request that is about it.
     *
     * @throws dev.streamapp.gateway.platform.ProblemException 404, when there is none
     */
    Order get(UUID orderId);

    /** The streams that show the order now; the first one assigned comes first. */
    List<Camera> cameras(UUID orderId);

    /** When which streams showed the order, now or formerly; the newest first. */
    List<Showing> showings(UUID orderId);
}
