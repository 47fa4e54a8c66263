package dev.streamapp.gateway.order;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.streamapp.gateway.platform.IfMatch;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Orders, for admins. */
@RestController
@RequestMapping("/api/admin/orders")
class OrderController {

    /** An order with the streams that show it now. */
    record OrderDetails(@JsonUnwrapped Order order, List<Camera> streams) {}

    /** Whether the order's customers may watch. */
    record Watching(@NotNull(message = "is needed: true or false") @Nullable Boolean enabled) {}

    private static final int LAST_PAGE = 1_000_000;

    private final StoredOrders orders;
    private final OrderBook book;

    OrderController(StoredOrders orders, OrderBook book) {
        this.orders = orders;
        this.book = book;
    }

    /** Orders whose number, customer, e-mail, phone or device contains the text. */
    @GetMapping
    OrderPage list(
            @RequestParam(defaultValue = "")
                    @Size(max = 200, message = OrderRequest.TOO_LONG)
                    @Pattern(regexp = OrderRequest.PRINTABLE, message = OrderRequest.NOT_PRINTABLE)
                    String search,
            @RequestParam(defaultValue = "0")
                    @Min(value = 0, message = "must not be negative")
                    @Max(value = LAST_PAGE, message = "must be at most {value}")
                    int page,
            @RequestParam(defaultValue = "20")
                    @Min(value = 1, message = "must be at least {value}")
                    @Max(value = 100, message = "must be at most {value}")
                    int size) {
        return orders.search(search.strip(), page, size);
    }

    @GetMapping("/{orderId}")
    OrderDetails get(@PathVariable UUID orderId, HttpServletResponse response) {
        return details(orders.get(orderId), response);
    }

    @PostMapping
    ResponseEntity<OrderDetails> create(
            @Valid @RequestBody OrderRequest request, HttpServletResponse response) {
        Order order = book.enter(request.fields());
        return ResponseEntity.created(URI.create("/api/admin/orders/" + order.id()))
                .body(details(order, response));
    }

    @PutMapping("/{orderId}")
    OrderDetails replace(
            @PathVariable UUID orderId,
            @Valid @RequestBody OrderRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletResponse response) {
        return details(book.change(orderId, request.fields(), IfMatch.of(ifMatch)), response);
    }

    /** The switch alone: whoever throws it may have read the rest of the order long ago. */
    @PutMapping("/{orderId}/live-stream-enabled")
    OrderDetails switchWatching(
            @PathVariable UUID orderId,
            @Valid @RequestBody Watching watching,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            HttpServletResponse response) {
        boolean enabled = Boolean.TRUE.equals(watching.enabled());
        return details(book.switchWatching(orderId, enabled, IfMatch.of(ifMatch)), response);
    }

    @DeleteMapping("/{orderId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable UUID orderId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        book.remove(orderId, IfMatch.of(ifMatch));
    }

    /**
     * The tag is for changes alone, and set past Spring, which would answer a reading with 304: the
     * cameras come and go without a new version.
     */
    private OrderDetails details(Order order, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, IfMatch.tag(order.version()));
        return new OrderDetails(order, orders.cameras(order.id()));
    }
}
