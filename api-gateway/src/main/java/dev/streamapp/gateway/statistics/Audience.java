package dev.streamapp.gateway.statistics;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * How many watch now, at all replicas together; known from the latest exchange with the database.
 */
@Component
public class Audience {

    /** Heartbeats are at most 5 s apart and each replica saves them each 5 s. */
    static final Duration LATELY = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(Audience.class);

    private final Heartbeats heartbeats;
    private final ViewSessions sessions;
    private final Clock clock;
    private volatile Map<String, Integer> watching = Map.of();
    private boolean failing;

    Audience(Heartbeats heartbeats, ViewSessions sessions, Clock clock) {
        this.heartbeats = heartbeats;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Viewers of a stream now. */
    public int watching(String streamId) {
        return watching.getOrDefault(streamId, 0);
    }

    /** Viewers of all streams that have any. */
    public Map<String, Integer> watching() {
        return watching;
    }

    /** Saves what was seen here and learns what was seen everywhere; once more at the end. */
    @PreDestroy
    @Scheduled(fixedDelayString = "PT5S")
    void exchange() {
        List<Visit> visits = heartbeats.take();
        try {
            if (!visits.isEmpty()) {
                sessions.save(visits);
            }
        } catch (DataAccessException | TransactionException e) {
            heartbeats.putBack(visits);
            complain(e);
            return;
        }
        try {
            watching = Map.copyOf(sessions.watching(clock.instant().minus(LATELY)));
            failing = false;
        } catch (DataAccessException e) {
            complain(e);
        }
    }

    private void complain(Exception e) {
        if (!failing) {
            LOG.warn("Viewers are counted in memory until PostgreSQL is back: {}", e.getMessage());
        }
        failing = true;
    }
}
