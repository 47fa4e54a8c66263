package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.notice.Deliveries.Due;
import dev.streamapp.gateway.notice.NoticeStatus.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Delivers what is due by one channel. The row stays locked from before the attempt until its
 * result is kept: no other replica tries it meanwhile, and one that dies lets go of it. What it had
 * handed over by then is sent again, under the same id.
 */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);
    private static final int DOUBLINGS = 8;

    private final Courier courier;
    private final Deliveries deliveries;
    private final PasswordCipher cipher;
    private final LinkTemplate links;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final MeterRegistry meters;

    Delivery(
            Courier courier,
            Deliveries deliveries,
            PasswordCipher cipher,
            LinkTemplate links,
            TransactionTemplate transactions,
            Clock clock,
            MeterRegistry meters) {
        this.courier = courier;
        this.deliveries = deliveries;
        this.cipher = cipher;
        this.links = links;
        this.transactions = transactions;
        this.clock = clock;
        this.meters = meters;
    }

    String name() {
        return courier.channel().word();
    }

    /** Tries one notice; false when none is due. */
    boolean deliverNext() {
        return transactions.execute(_ -> {
            deliveries.watchConnection();
            var due = deliveries.lockNext(courier.channel(), clock.instant());
            due.ifPresent(this::attempt);
            return due.isPresent();
        });
    }

    /** Forgets passwords that nobody waits for any more. */
    void forget() {
        int forgotten = deliveries.forget(clock.instant());
        if (forgotten > 0) {
            LOG.info("Passwords of {} undelivered notices are forgotten", forgotten);
        }
    }

    private void attempt(Due due) {
        try {
            var password = cipher.decrypt(due.accessId(), due.secret());
            String link =
                    links.fill(due.login(), due.order().number(), due.language().getLanguage());
            handOver(due.letter(password, link));
            deliveries.sent(due.id(), clock.instant());
            LOG.info("Notice {} is sent by {}", due.id(), name());
            count("sent");
        } catch (DeliveryFailure e) {
            keepFailure(due, e);
        }
    }

    /** One letter that nobody foresaw is not to hold up those behind it. */
    private void handOver(Letter letter) throws DeliveryFailure {
        try {
            courier.deliver(letter);
        } catch (RuntimeException e) {
            LOG.error("Notice {} met an unexpected error", letter.id(), e);
            throw DeliveryFailure.passing("Unexpected: " + e.getClass().getSimpleName());
        }
    }

    private void keepFailure(Due due, DeliveryFailure failure) {
        State state = failure.isPermanent() ? State.FAILED : State.WAITING;
        Instant next = clock.instant().plus(waitAfter(due.attempts()));
        deliveries.failed(due.id(), state, failure.reason(), next);
        LOG.warn(
                "Notice {} could not be sent by {} ({}): {}",
                due.id(),
                name(),
                failure.isPermanent() ? "for good" : "next attempt " + next,
                failure.reason());
        count(failure.isPermanent() ? "failed" : "deferred");
    }

    private void count(String result) {
        meters.counter("streamapp.gateway.notices", "channel", name(), "result", result)
                .increment();
    }

    /**
     * Twice as long after each attempt.
     *
     * @param attempts failed before this one
     */
    static Duration waitAfter(int attempts) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempts, DOUBLINGS));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }
}
