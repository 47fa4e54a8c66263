package dev.streamapp.gateway.access;

import dev.streamapp.gateway.order.Order;
import dev.streamapp.gateway.order.Orders;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Whether accesses hold, by the database: what an admin did a moment ago counts already. Requests
 * for pictures, of which there are thousands, ask {@link Rights} instead.
 */
@Component
public class Standings {

    private final Accesses accesses;
    private final Orders orders;
    private final Clock clock;

    Standings(Accesses accesses, Orders orders, Clock clock) {
        this.accesses = accesses;
        this.orders = orders;
        this.clock = clock;
    }

    /** How the access behind a bearer token stands. */
    public Standing of(Customer customer) {
        return accesses.find(customer.accessId())
                .filter(access -> access.orderId().equals(customer.orderId()))
                .map(this::of)
                .orElse(Standing.GONE);
    }

    /** How an access stands that was just read. */
    public Standing of(Access access) {
        if (access.isRevoked()) {
            return Standing.REVOKED;
        }
        if (access.isExpired(clock.instant())) {
            return Standing.EXPIRED;
        }
        return orders.find(access.orderId())
                .map(Order::liveStreamEnabled)
                .map(enabled -> enabled ? Standing.VALID : Standing.SWITCHED_OFF)
                .orElse(Standing.GONE);
    }
}
