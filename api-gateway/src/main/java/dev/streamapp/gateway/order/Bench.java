package dev.streamapp.gateway.order;

import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.ProblemException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Points cameras at orders. A camera shows one order at a time: who assigns it elsewhere ends the
 * former assignment, and is told so.
 */
@Service
@Transactional
class Bench {

    /**
     * What came of an assignment.
     *
     * @param assignment the one that holds now
     * @param fresh false when the stream showed this order already
     * @param ended the one that ended by this; null when the stream was free
     * @param endedOrder whose it was
     */
    record Outcome(
            Assignment assignment,
            boolean fresh,
            @Nullable Assignment ended,
            @Nullable Order endedOrder) {}

    private final StoredOrders orders;
    private final Assignments assignments;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Bench(
            StoredOrders orders,
            Assignments assignments,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.assignments = assignments;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    Outcome assign(UUID orderId, String streamId, String label) {
        assignments.takeHold();
        Order order = orders.get(orderId);
        Optional<Assignment> present = assignments.present(streamId);
        if (present.isPresent() && present.get().orderId().equals(orderId)) {
            Assignment relabelled = assignments.relabel(present.get().id(), label);
            audit.record("stream.relabel", streamId, "order " + order.number());
            return new Outcome(relabelled, false, null, null);
        }
        Instant now = now();
        Assignment ended = present.map(former -> assignments.close(former.id(), now)).orElse(null);
        Order endedOrder = ended == null ? null : orders.get(ended.orderId());
        Assignment begun = assignments.insert(orderId, streamId, label, now);
        audit.record("stream.assign", streamId, described(order, endedOrder));
        if (ended != null) {
            events.publishEvent(new CamerasChanged(ended.orderId()));
        }
        events.publishEvent(new CamerasChanged(orderId));
        return new Outcome(begun, true, ended, endedOrder);
    }

    void release(UUID orderId, String streamId) {
        assignments.takeHold();
        Order order = orders.get(orderId);
        Assignment present =
                assignments
                        .present(streamId)
                        .filter(open -> open.orderId().equals(orderId))
                        .orElseThrow(() ->
                                ProblemException.notFound(
                                        "Stream %s does not show order %s."
                                                .formatted(streamId, order.number())));
        assignments.close(present.id(), now());
        audit.record("stream.release", streamId, "order " + order.number());
        events.publishEvent(new CamerasChanged(orderId));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String described(Order order, @Nullable Order former) {
        return former == null
                ? "to order " + order.number()
                : "from order %s to order %s".formatted(former.number(), order.number());
    }
}
