package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.Settings;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Ends sessions that began too long ago, however busy they are: a page that stays open asks again
 * and again, and would keep its session for ever.
 */
@Component
class SessionEnd {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEnd.class);

    private final Admins admins;
    private final Duration longest;
    private final Clock clock;

    SessionEnd(Admins admins, Settings settings, Clock clock) {
        this.admins = admins;
        this.longest = settings.adminSessionLife();
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void endOld() {
        try {
            int ended = admins.endSessionsBefore(clock.instant().minus(longest));
            if (ended > 0) {
                LOG.info("Ended {} sessions of admins that began {} ago", ended, longest);
            }
        } catch (DataAccessException | TransactionException e) {
            // without the database no session is good for anything
            LOG.debug("Old sessions are ended another time: {}", e.getMessage());
        }
    }
}
