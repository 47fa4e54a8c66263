package dev.streamapp.gateway.order;

import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.IfMatch;
import dev.streamapp.gateway.platform.ProblemException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What admins do with orders, each deed together with its entry in the audit log. Whoever insists
 * on a version that is no longer the present one is refused.
 */
@Service
@Transactional
class OrderBook {

    private final StoredOrders orders;
    private final Assignments assignments;
    private final Audit audit;
    private final Clock clock;

    OrderBook(StoredOrders orders, Assignments assignments, Audit audit, Clock clock) {
        this.orders = orders;
        this.assignments = assignments;
        this.audit = audit;
        this.clock = clock;
    }

    Order enter(OrderFields fields) {
        Order order = orders.insert(fields, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        audit.record("order.create", order.id().toString(), described(order));
        return order;
    }

    Order change(UUID orderId, OrderFields fields, IfMatch condition) {
        hold(orderId, condition);
        Order order = orders.update(orderId, fields);
        audit.record("order.change", orderId.toString(), described(order));
        return order;
    }

    /** Lets the order's customers watch, or not; nothing else of it changes. */
    Order switchWatching(UUID orderId, boolean enabled, IfMatch condition) {
        hold(orderId, condition);
        Order order = orders.switchWatching(orderId, enabled);
        audit.record("order.change", orderId.toString(), described(order));
        return order;
    }

    /** Removes the order with its accesses, its cameras' history and its statistics. */
    void remove(UUID orderId, IfMatch condition) {
        assignments.takeHold();
        Order order = hold(orderId, condition);
        orders.delete(orderId);
        audit.record("order.delete", orderId.toString(), described(order));
    }

    private Order hold(UUID orderId, IfMatch condition) {
        Order order = orders.hold(orderId);
        if (!condition.holds(order.version())) {
            throw ProblemException.localized(
                    HttpStatus.PRECONDITION_FAILED, "order.changedMeanwhile", order.number());
        }
        return order;
    }

    private static String described(Order order) {
        return "order %s, live stream %s"
                .formatted(order.number(), order.liveStreamEnabled() ? "on" : "off");
    }
}
