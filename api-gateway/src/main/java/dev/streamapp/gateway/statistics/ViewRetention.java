package dev.streamapp.gateway.statistics;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Forgets visits that no question reaches back to any more. */
@Component
class ViewRetention {

    /** A year can be compared with the one before it, with a month to do so. */
    static final Duration KEPT = Duration.ofDays(400);

    /** Small enough that nobody waits for a batch, and its locks, noticeably. */
    static final int BATCH = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(ViewRetention.class);

    private final ViewSessions sessions;
    private final Clock clock;

    ViewRetention(ViewSessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Each replica does this; what one is about to delete, another one passes over. */
    @Scheduled(initialDelay = 10, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void forget() {
        int forgotten = 0;
        try {
            int batch;
            do {
                batch = sessions.deleteBefore(clock.instant().minus(KEPT), BATCH);
                forgotten += batch;
            } while (batch == BATCH);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Old visits are deleted another time: {}", e.getMessage());
        }
        if (forgotten > 0) {
            LOG.info(
                    "Deleted {} visits that ended more than {} days ago", forgotten, KEPT.toDays());
        }
    }
}
