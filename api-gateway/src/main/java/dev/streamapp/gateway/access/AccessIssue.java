package dev.streamapp.gateway.access;

import dev.streamapp.gateway.notice.Notices;
import dev.streamapp.gateway.order.Order;
import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.Passwords;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.platform.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes accesses and has them sent. Passwords are hashed before the transaction begins: hashing
 * takes long on purpose, and connections are few.
 */
@Service
class AccessIssue {

    static final Duration LIFE = Duration.ofHours(24);

    private final Orders orders;
    private final StoredAccesses accesses;
    private final FirstCamera firstCamera;
    private final IdempotentRequests requests;
    private final Passwords passwords;
    private final Notices notices;
    private final Handover handover;
    private final Audit audit;
    private final TransactionOperations transaction;
    private final Clock clock;

    AccessIssue(
            Orders orders,
            StoredAccesses accesses,
            FirstCamera firstCamera,
            IdempotentRequests requests,
            Passwords passwords,
            Notices notices,
            Handover handover,
            Audit audit,
            TransactionOperations transaction,
            Clock clock) {
        this.orders = orders;
        this.accesses = accesses;
        this.firstCamera = firstCamera;
        this.requests = requests;
        this.passwords = passwords;
        this.notices = notices;
        this.handover = handover;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * A new access to the order, or the one that an earlier request with the same key made.
     *
     * @param idempotencyKey as the request carries it; null makes a new access each time
     */
    Issued issue(UUID orderId, @Nullable String idempotencyKey) {
        Order order = orders.get(orderId);
        var key =
                idempotencyKey == null
                        ? null
                        : new IdempotentRequests.Key(idempotencyKey, Audit.actor().name());
        Optional<Issued> earlier = earlier(order, key);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        if (!order.liveStreamEnabled()) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT,
                    "Watching is switched off for order %s: set its liveStreamEnabled to true first."
                            .formatted(order.number()));
        }
        Secret password = Credentials.password();
        Secret hash = new Secret(passwords.hash(password.text()));
        return Objects.requireNonNull(transaction.execute(_ -> make(order, key, password, hash)));
    }

    private Issued make(
            Order order, IdempotentRequests.@Nullable Key key, Secret password, Secret hash) {
        if (key != null) {
            requests.takeHold(key);
        }
        Optional<Issued> meanwhile = earlier(order, key);
        if (meanwhile.isPresent()) {
            return meanwhile.get();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Access access = insert(order, hash, now);
        if (key != null) {
            requests.remember(key, access.id(), now);
        }
        audit.record("access.create", access.id().toString(), Handover.described(order, access));
        return handover.sent(
                access,
                order,
                password,
                "Keep the password or hand it on now: it is not shown again.");
    }

    private Access insert(Order order, Secret hash, Instant now) {
        String streamUrl = firstCamera.url(order.id());
        // a login that is taken already is not to be expected in a lifetime; another one is not
        return Stream.generate(Credentials::login)
                .limit(5)
                .map(login ->
                        new NewAccess(
                                order.id(),
                                login,
                                hash,
                                streamUrl,
                                now.plus(LIFE),
                                Audit.actor().name()))
                .flatMap(access -> accesses.insert(access, now).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Every login made up is taken"));
    }

    private Optional<Issued> earlier(Order order, IdempotentRequests.@Nullable Key key) {
        return Optional.ofNullable(key)
                .flatMap(requests::accessOf)
                .flatMap(accesses::find)
                .map(access -> replay(order, access));
    }

    private Issued replay(Order order, Access access) {
        if (!access.orderId().equals(order.id())) {
            throw ProblemException.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "This Idempotency-Key made an access to another order: use a new key.");
        }
        return new Issued(
                access,
                null,
                notices.of(access.id()),
                "This access was made by an earlier request with the same Idempotency-Key, which showed the password.",
                true);
    }
}
