package dev.streamapp.gateway.access;

import dev.streamapp.gateway.notice.NoticeStatus;
import dev.streamapp.gateway.notice.Notices;
import dev.streamapp.gateway.notice.Recipient;
import dev.streamapp.gateway.order.Order;
import dev.streamapp.gateway.platform.Secret;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Hands a password to the admin who asked, and by notices to the customer of the order. */
@Component
class Handover {

    private final Notices notices;

    Handover(Notices notices) {
        this.notices = notices;
    }

    /** Call it in the transaction that keeps the password's hash. */
    Issued sent(Access access, Order order, Secret password, String message) {
        List<NoticeStatus> waiting = notices.accessCreated(access.id(), recipient(order), password);
        String reach =
                waiting.isEmpty()
                        ? " Nothing is sent: the order has no e-mail address or telephone number that could be used."
                        : "";
        return new Issued(access, password, waiting, message + reach, false);
    }

    static Recipient recipient(Order order) {
        return new Recipient(order.email(), order.phone(), Locale.of(order.language()));
    }

    /** For the audit log. */
    static String described(Order order, Access access) {
        return "order %s, login %s, until %s"
                .formatted(order.number(), access.login(), access.expiresAt());
    }
}
