package dev.streamapp.gateway.access;

import dev.streamapp.gateway.notice.Invitation;
import dev.streamapp.gateway.notice.NoticeStatus;
import dev.streamapp.gateway.notice.Notices;
import dev.streamapp.gateway.order.Order;
import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.platform.Secret;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together what admins see of an access. */
@Component
class AccessViews {

    private final Orders orders;
    private final StoredAccesses accesses;
    private final Notices notices;
    private final Clock clock;

    AccessViews(Orders orders, StoredAccesses accesses, Notices notices, Clock clock) {
        this.orders = orders;
        this.accesses = accesses;
        this.notices = notices;
        this.clock = clock;
    }

    /** All of an order, the newest first. */
    List<AccessView> ofOrder(UUID orderId) {
        Order order = orders.get(orderId);
        return accesses.ofOrder(orderId).stream().map(access -> of(order, access)).toList();
    }

    AccessView of(Order order, Access access) {
        return view(order, access, null, notices.of(access.id()), null);
    }

    /** With the password, where there is a new one. */
    AccessView of(Issued issued) {
        return view(
                orders.get(issued.access().orderId()),
                issued.access(),
                issued.password(),
                issued.notices(),
                issued.message());
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
                password == null ? null : notices.letter(invitation(order, access, password)),
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

    private static Invitation invitation(Order order, Access access, Secret password) {
        return new Invitation(
                Locale.of(order.language()),
                access.login(),
                password,
                access.expiresAt(),
                order.number(),
                order.customerName(),
                order.device());
    }
}
