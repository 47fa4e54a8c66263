package dev.streamapp.gateway.access;

import dev.streamapp.gateway.order.Orders;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accesses to an order, for admins. */
@RestController
@RequestMapping("/api/admin/orders/{orderId}/live-stream-access")
class AccessController {

    /** How much longer an access shall live. */
    record Extension(
            @NotNull(message = "is needed: how many hours longer")
                    @Min(value = 1, message = "must be at least {value}")
                    @Max(value = 720, message = "must be at most {value}")
                    @Nullable Integer hours) {}

    private final Orders orders;
    private final AccessViews views;
    private final AccessIssue issue;
    private final AccessResend resend;
    private final AccessLife life;

    AccessController(
            Orders orders,
            AccessViews views,
            AccessIssue issue,
            AccessResend resend,
            AccessLife life) {
        this.orders = orders;
        this.views = views;
        this.issue = issue;
        this.resend = resend;
        this.life = life;
    }

    /** 201 with the password; 200 without it when the Idempotency-Key was used before. */
    @PostMapping
    ResponseEntity<AccessView> create(
            @PathVariable UUID orderId,
            @RequestHeader(name = "Idempotency-Key", required = false)
                    @Pattern(
                            regexp = "[\\x21-\\x7E]{1,200}",
                            message = "must be 1 to 200 printable ASCII characters without spaces")
                    @Nullable String idempotencyKey) {
        Issued issued = issue.issue(orderId, idempotencyKey);
        return answer(issued.replayed() ? HttpStatus.OK : HttpStatus.CREATED, issued);
    }

    /** All accesses of the order, the newest first. */
    @GetMapping
    List<AccessView> list(@PathVariable UUID orderId) {
        return views.ofOrder(orderId);
    }

    @PostMapping("/{accessId}/revoke")
    AccessView revoke(@PathVariable UUID orderId, @PathVariable UUID accessId) {
        return views.of(orders.get(orderId), life.revoke(orderId, accessId));
    }

    @PostMapping("/{accessId}/extend")
    AccessView extend(
            @PathVariable UUID orderId,
            @PathVariable UUID accessId,
            @Valid @RequestBody Extension extension) {
        int hours = extension.hours() == null ? 0 : extension.hours();
        return views.of(orders.get(orderId), life.extend(orderId, accessId, hours));
    }

    /** Sends it again, with a new password when the former one is not kept any more. */
    @PostMapping("/{accessId}/resend")
    ResponseEntity<AccessView> resend(@PathVariable UUID orderId, @PathVariable UUID accessId) {
        return answer(HttpStatus.OK, resend.resend(orderId, accessId));
    }

    /** No cache keeps a password. */
    private ResponseEntity<AccessView> answer(HttpStatus status, Issued issued) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(views.of(issued));
    }
}
