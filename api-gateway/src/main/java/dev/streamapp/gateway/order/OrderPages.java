package dev.streamapp.gateway.order;

import dev.streamapp.gateway.platform.AdminPage;
import java.util.List;
import java.util.UUID;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Orders and their cameras, as pages. */
@AdminPage
class OrderPages {

    private static final int ON_A_PAGE = 20;
    private static final int LONGEST_SEARCH = 200;

    /** So many of the cameras that an order once had are told. */
    private static final int REMEMBERED = 10;

    private final StoredOrders orders;
    private final Assignments assignments;

    OrderPages(StoredOrders orders, Assignments assignments) {
        this.orders = orders;
        this.assignments = assignments;
    }

    /** The orders that were found, the newest first. */
    @GetMapping("/admin/orders")
    String list(
            @RequestParam(defaultValue = "") String search,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        String text = searchable(search);
        OrderPage found = orders.search(text, 0, ON_A_PAGE);
        int last = Math.toIntExact(Math.max(1, Math.ceilDiv(found.total(), ON_A_PAGE)));
        int shown = Math.clamp(page, 1, last);
        if (shown > 1) {
            found = orders.search(text, shown - 1, ON_A_PAGE);
        }
        model.addAttribute("search", text);
        model.addAttribute("rows", rows(found.items()));
        model.addAttribute("total", found.total());
        model.addAttribute("page", shown);
        model.addAttribute("last", last);
        return "admin/orders";
    }

    /** One order with its cameras; its accesses come from where they belong. */
    @GetMapping("/admin/orders/{orderId:[-0-9a-f]+}")
    String show(@PathVariable UUID orderId, Model model) {
        model.addAttribute("order", orders.get(orderId));
        model.addAttribute("cameras", assignments.open(orderId));
        model.addAttribute("former", assignments.closed(orderId, REMEMBERED));
        return "admin/order";
    }

    /** What each stream shows now, for who is about to point one somewhere else. */
    @GetMapping("/admin/orders/shown")
    String shown(Model model) {
        model.addAttribute("shown", assignments.shown());
        return "admin/order-parts :: shown";
    }

    /** What one stream shows now, for its page. */
    @GetMapping("/admin/orders/of-stream/{streamId}")
    String ofStream(@PathVariable String streamId, Model model) {
        assignments
                .present(streamId)
                .ifPresent(present -> {
                    model.addAttribute("order", orders.get(present.orderId()));
                    model.addAttribute("label", present.label());
                });
        return "admin/order-parts :: ofStream";
    }

    private List<OrderRow> rows(List<Order> found) {
        var cameras = assignments.open(found.stream().map(Order::id).toList());
        return found.stream()
                .map(order -> new OrderRow(order, cameras.getOrDefault(order.id(), List.of())))
                .toList();
    }

    /** What is typed or pasted into the field is never a mistake. */
    private static String searchable(String typed) {
        String text = typed.replaceAll("[\\p{Cc}\\p{Cs}]", " ").strip();
        return text.length() <= LONGEST_SEARCH ? text : text.substring(0, LONGEST_SEARCH);
    }
}
