package dev.streamapp.gateway.order;

import dev.streamapp.gateway.stream.StreamDeleted;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * A camera that is deleted shows its order no longer; or another of its name would show that
 * customer somebody else's repair.
 */
@Component
class DeletedCameras {

    private final Assignments assignments;
    private final Bench bench;

    DeletedCameras(Assignments assignments, Bench bench) {
        this.assignments = assignments;
        this.bench = bench;
    }

    @EventListener
    void deleted(StreamDeleted stream) {
        assignments.takeHold();
        assignments
                .present(stream.streamId())
                .ifPresent(open -> bench.release(open.orderId(), open.streamId()));
    }
}
