package dev.streamapp.gateway.access;

import dev.streamapp.gateway.notice.Notices;
import dev.streamapp.gateway.order.Order;
import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.Passwords;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.platform.Secret;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Sends login and password once more; where no password is left, a new one for the same login. */
@Service
class AccessResend {

    private final Orders orders;
    private final StoredAccesses accesses;
    private final Passwords passwords;
    private final Notices notices;
    private final Handover handover;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final Clock clock;

    AccessResend(
            Orders orders,
            StoredAccesses accesses,
            Passwords passwords,
            Notices notices,
            Handover handover,
            Audit audit,
            TransactionOperations transaction,
            Clock clock) {
        this.orders = orders;
        this.accesses = accesses;
        this.passwords = passwords;
        this.notices = notices;
        this.handover = handover;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    Issued resend(UUID orderId, UUID accessId) {
        Order order = orders.get(orderId);
        Optional<Issued> same =
                Objects.requireNonNull(transaction.execute(_ -> sameAgain(order, accessId)));
        if (same.isPresent()) {
            return same.get();
        }
        Secret password = Credentials.password();
        Secret hash = new Secret(passwords.hash(password.text()));
        return Objects.requireNonNull(
                transaction.execute(_ -> withNewPassword(order, accessId, password, hash)));
    }

    private Optional<Issued> sameAgain(Order order, UUID accessId) {
        Access access = valid(order, accessId);
        if (!notices.resend(accessId, Handover.recipient(order))) {
            return Optional.empty();
        }
        audit.record("access.resend", accessId.toString(), Handover.described(order, access));
        return Optional.of(
                new Issued(
                        access,
                        null,
                        notices.of(accessId),
                        "The same login and password are sent once more.",
                        false));
    }

    private Issued withNewPassword(Order order, UUID accessId, Secret password, Secret hash) {
        Access access = valid(order, accessId);
        accesses.changePassword(accessId, hash);
        audit.record("access.newPassword", accessId.toString(), Handover.described(order, access));
        return handover.sent(
                access,
                order,
                password,
                "The login has a new password, the former one no longer works.");
    }

    private Access valid(Order order, UUID accessId) {
        Access access = accesses.lock(order.id(), accessId);
        if (access.isRevoked() || access.isExpired(clock.instant())) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT,
                    "The access %s: make a new one."
                            .formatted(access.isRevoked() ? "was revoked" : "has expired"));
        }
        return access;
    }
}
