package dev.streamapp.gateway.order;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Which streams show an order, for admins. */
@RestController
@RequestMapping("/api/admin/orders/{orderId}/streams")
class AssignmentController {

    /** What the API server lets a LiveStream be called. */
    private static final String STREAM_NAME = "[a-z]([-a-z0-9]{0,38}[a-z0-9])?";

    /**
     * @param streamId name of the LiveStream
     * @param label what the customer reads beside the picture, such as "Microscope"
     */
    record AssignmentRequest(
            @NotNull(message = "is needed: the name of a stream")
                    @Pattern(
                            regexp = STREAM_NAME,
                            message =
                                    "must be the name of a stream: at most 40 characters of a-z,"
                                            + " 0-9 and '-', beginning with a letter")
                    String streamId,
            @Size(max = 100, message = OrderRequest.TOO_LONG)
                    @Pattern(regexp = OrderRequest.PRINTABLE, message = OrderRequest.NOT_PRINTABLE)
                    @Nullable String label) {}

    /**
     * @param message what happened, in a sentence
     * @param ended the assignment that ended by this
     */
    record Assigned(Assignment assignment, String message, @Nullable Ended ended) {}

    /** An assignment that is over, with the number its order has in the shop. */
    record Ended(UUID orderId, String orderNumber, String streamId, @Nullable Instant validUntil) {}

    private final StoredOrders orders;
    private final Assignments assignments;
    private final Bench bench;

    AssignmentController(StoredOrders orders, Assignments assignments, Bench bench) {
        this.orders = orders;
        this.assignments = assignments;
        this.bench = bench;
    }

    /** All assignments of the order, past ones too, the newest first. */
    @GetMapping
    List<Assignment> history(@PathVariable UUID orderId) {
        return assignments.history(orders.get(orderId).id());
    }

    /** 201 when the stream shows the order from now on, 200 when it did already. */
    @PostMapping
    ResponseEntity<Assigned> assign(
            @PathVariable UUID orderId, @Valid @RequestBody AssignmentRequest request) {
        String label = request.label() == null ? "" : request.label().strip();
        Bench.Outcome outcome = bench.assign(orderId, request.streamId(), label);
        return ResponseEntity.status(outcome.fresh() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(assigned(outcome));
    }

    @DeleteMapping("/{streamId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release(
            @PathVariable UUID orderId,
            @PathVariable @Pattern(regexp = STREAM_NAME, message = "is no name of a stream")
                    String streamId) {
        bench.release(orderId, streamId);
    }

    private static Assigned assigned(Bench.Outcome outcome) {
        String streamId = outcome.assignment().streamId();
        String message;
        if (!outcome.fresh()) {
            message = "Stream %s shows this order already.".formatted(streamId);
        } else if (outcome.endedOrder() == null) {
            message = "Stream %s shows this order from now on.".formatted(streamId);
        } else {
            message =
                    "Stream %s shows this order from now on; order %s, which it showed until now, no longer sees it."
                            .formatted(streamId, outcome.endedOrder().number());
        }
        return new Assigned(outcome.assignment(), message, ended(outcome));
    }

    private static @Nullable Ended ended(Bench.Outcome outcome) {
        Assignment ended = outcome.ended();
        Order order = outcome.endedOrder();
        return ended == null || order == null
                ? null
                : new Ended(order.id(), order.number(), ended.streamId(), ended.validUntil());
    }
}
