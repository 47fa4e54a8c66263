package dev.streamapp.gateway.access;

import dev.streamapp.gateway.notice.NoticeStatus;
import dev.streamapp.gateway.notice.NoticeStatus.State;
import dev.streamapp.gateway.notice.Notices;
import dev.streamapp.gateway.order.Order;
import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.platform.AdminPage;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What the pages of orders show of accesses. */
@AdminPage
class AccessPages {

    /** More orders than a page of them ever shows. */
    private static final int MOST_ORDERS = 100;

    private final Orders orders;
    private final StoredAccesses accesses;
    private final AccessViews views;
    private final Notices notices;
    private final Clock clock;

    AccessPages(
            Orders orders,
            StoredAccesses accesses,
            AccessViews views,
            Notices notices,
            Clock clock) {
        this.orders = orders;
        this.accesses = accesses;
        this.views = views;
        this.notices = notices;
        this.clock = clock;
    }

    /** All accesses of an order, and what is to be known before another one is made. */
    @GetMapping("/admin/orders/{orderId:[-0-9a-f]+}/accesses")
    String section(@PathVariable UUID orderId, Model model) {
        Order order = orders.get(orderId);
        List<AccessView> all = views.ofOrder(orderId);
        model.addAttribute("order", order);
        model.addAttribute("accesses", all);
        model.addAttribute("ways", notices.ways(Handover.recipient(order)));
        model.addAttribute("seen", !orders.cameras(orderId).isEmpty());
        model.addAttribute("waits", all.stream().anyMatch(access -> waits(access.notices())));
        return "admin/accesses :: section";
    }

    /** How far the notices of an access have come. */
    @GetMapping("/admin/orders/{orderId:[-0-9a-f]+}/accesses/{accessId}/notices")
    String notices(@PathVariable UUID orderId, @PathVariable UUID accessId, Model model) {
        AccessView access = views.of(orders.get(orderId), accesses.get(orderId, accessId));
        model.addAttribute("access", access);
        model.addAttribute("waits", waits(access.notices()));
        return "admin/accesses :: followed";
    }

    /** Until when each of these orders may be watched, for the list of them. */
    @GetMapping("/admin/orders/access-states")
    String states(@RequestParam @Size(max = MOST_ORDERS) List<UUID> orderId, Model model) {
        model.addAttribute("orders", orderId);
        model.addAttribute("until", accesses.activeUntil(orderId, clock.instant()));
        return "admin/accesses :: states";
    }

    private static boolean waits(List<NoticeStatus> sent) {
        return sent.stream().anyMatch(notice -> notice.state() == State.WAITING);
    }
}
