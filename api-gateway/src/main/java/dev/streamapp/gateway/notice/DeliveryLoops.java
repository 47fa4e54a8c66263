package dev.streamapp.gateway.notice;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One thread a channel, so that a slow mail server holds up no text message. At the end each
 * finishes what it is about to deliver.
 */
final class DeliveryLoops implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLoops.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_WITHOUT_DATABASE = Duration.ofSeconds(5);
    private static final Duration LAST_DELIVERY = Duration.ofSeconds(15);

    private final List<Delivery> deliveries;
    private final List<Thread> threads = new ArrayList<>();
    private volatile CountDownLatch end = new CountDownLatch(0);

    DeliveryLoops(List<Delivery> deliveries) {
        this.deliveries = List.copyOf(deliveries);
    }

    @Override
    public synchronized void start() {
        end = new CountDownLatch(1);
        for (Delivery delivery : deliveries) {
            threads.add(
                    Thread.ofVirtual()
                            .name("notices-" + delivery.name())
                            .start(() -> run(delivery, end)));
        }
    }

    private static void run(Delivery delivery, CountDownLatch end) {
        boolean databaseAway = false;
        Duration pause = Duration.ZERO;
        while (!ends(end, pause)) {
            try {
                delivery.forget();
                while (delivery.deliverNext()) {
                    if (end.getCount() == 0) {
                        return;
                    }
                }
                databaseAway = false;
                pause = PAUSE;
            } catch (DataAccessException | TransactionException e) {
                if (!databaseAway) {
                    LOG.warn("Notices wait for the database: {}", e.getMessage());
                }
                databaseAway = true;
                pause = PAUSE_WITHOUT_DATABASE;
            } catch (RuntimeException e) {
                // the loop outlives what nobody foresaw; the row is tried again
                LOG.error("Delivery by {} goes on after an unexpected error", delivery.name(), e);
                pause = PAUSE_WITHOUT_DATABASE;
            }
        }
    }

    private static boolean ends(CountDownLatch end, Duration pause) {
        try {
            return end.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public synchronized void stop() {
        end.countDown();
        try {
            for (Thread thread : threads) {
                thread.join(LAST_DELIVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }
}
