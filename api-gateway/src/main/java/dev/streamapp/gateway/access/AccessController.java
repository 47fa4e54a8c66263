package dev.streamapp.gateway.access;

import dev.streamapp.gateway.notice.NoticeStatus;
import dev.streamapp.gateway.notice.Notices;
import dev.streamapp.gateway.order.Order;
import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.platform.Secret;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
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
    private final StoredAccesses accesses;
    private final AccessIssue issue;
    private final AccessResend resend;
    private final AccessLife life;
    private final Notices notices;
    private final Clock clock;

    AccessController(
            Orders orders,
            StoredAccesses accesses,
            AccessIssue issue,
            AccessResend resend,
            AccessLife life,
            Notices notices,
            Clock clock) {
        this.orders = orders;
        this.accesses = accesses;
        this.issue = issue;
        this.resend = resend;
        this.life = life;
        this.notices = notices;
        this.clock = clock;
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
        Order order = orders.get(orderId);
        return accesses.ofOrder(orderId).stream().map(access -> view(order, access)).toList();
    }

    @PostMapping("/{accessId}/revoke")
    AccessView revoke(@PathVariable UUID orderId, @PathVariable UUID accessId) {
        return view(orders.get(orderId), life.revoke(orderId, accessId));
    }

    @PostMapping("/{accessId}/extend")
    AccessView extend(
            @PathVariable UUID orderId,
            @PathVariable UUID accessId,
            @Valid @RequestBody Extension extension) {
        int hours = extension.hours() == null ? 0 : extension.hours();
        return view(orders.get(orderId), life.extend(orderId, accessId, hours));
    }

    /** Sends it again, with a new password when the former one is not kept any more. */
    @PostMapping("/{accessId}/resend")
    ResponseEntity<AccessView> resend(@PathVariable UUID orderId, @PathVariable UUID accessId) {
        return answer(HttpStatus.OK, resend.resend(orderId, accessId));
    }

    /** No cache keeps a password. */
    private ResponseEntity<AccessView> answer(HttpStatus status, Issued issued) {
        Order order = orders.get(issued.access().orderId());
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(
                        view(
                                order,
                                issued.access(),
                                issued.password(),
                                issued.notices(),
                                issued.message()));
    }

    private AccessView view(Order order, Access access) {
        return view(order, access, null, notices.of(access.id()), null);
    }

    private AccessView view(
            Order order,
            Access access,
            @Nullable Secret password,
            List<NoticeStatus> sent,
            @Nullable String message) {
        return new AccessView(
                access.id(),
                access.orderId(),
                access.login(),
                password == null ? null : password.text(),
                notices.link(access.login(), order.number(), order.language()),
                AccessView.State.of(access, clock.instant()),
                access.streamUrl(),
                access.expiresAt(),
                access.createdAt(),
                access.createdBy(),
                access.revokedAt(),
                sent,
                message);
    }
}
