package dev.streamapp.gateway.access;

import dev.streamapp.gateway.platform.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps a copy of all rights, by a connection of its own: it waits on it for announcements of the
 * channel "rights", and reads everything anew after each, or after three seconds without one.
 */
@Component
class RightsMemory implements Rights, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RightsMemory.class);
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

    private final Settings.Database database;
    private final Clock clock;
    private volatile @Nullable RightsSnapshot snapshot;
    private volatile @Nullable Thread reader;

    RightsMemory(Settings settings, Clock clock) {
        this.database = settings.database();
        this.clock = clock;
    }

    @Override
    public boolean loaded() {
        return snapshot != null;
    }

    @Override
    public Right of(UUID accessId, String streamId) {
        RightsSnapshot known = snapshot;
        return known == null ? Right.NOT_LOADED : known.of(accessId, streamId, clock.instant());
    }

    @Override
    public Right ofReplay(UUID accessId, String streamId, Span span) {
        RightsSnapshot known = snapshot;
        return known == null
                ? Right.NOT_LOADED
                : known.ofReplay(accessId, streamId, span, clock.instant());
    }

    @Override
    public Optional<Instant> shownSince(UUID accessId, String streamId) {
        RightsSnapshot known = snapshot;
        return Optional.ofNullable(known == null ? null : known.shownSince(accessId, streamId));
    }

    @Override
    public Optional<UUID> orderOf(UUID accessId) {
        RightsSnapshot known = snapshot;
        return Optional.ofNullable(known == null ? null : known.orderOf(accessId));
    }

    @Override
    public void start() {
        Thread following = Thread.ofVirtual().name("rights").unstarted(this::follow);
        // first: it goes on only while it is the reader
        reader = following;
        following.start();
    }

    @Override
    public void stop() {
        Thread running = reader;
        reader = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return reader != null;
    }

    /** Before the server opens, and until after it has closed. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void follow() {
        Instant silentUntil = Instant.MIN;
        while (isRunning()) {
            try (Connection connection =
                    DriverManager.getConnection(
                            database.url(), database.user(), database.password().text())) {
                readAndWait(connection);
            } catch (SQLException e) {
                if (isRunning() && !clock.instant().isBefore(silentUntil)) {
                    LOG.warn("Rights are as they were last known: {}", e.getMessage());
                    silentUntil = clock.instant().plus(BETWEEN_WORDS);
                }
            }
            pause();
        }
    }

    private void readAndWait(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen rights");
        }
        var announcements = connection.unwrap(PGConnection.class);
        while (isRunning()) {
            snapshot = RightsQuery.read(connection, clock.instant());
            announcements.getNotifications((int) LONGEST_SILENCE.toMillis());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
