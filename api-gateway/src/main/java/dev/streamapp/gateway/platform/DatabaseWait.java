package dev.streamapp.gateway.platform;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.stereotype.Component;

/** Waits for PostgreSQL at start, says so once in a while, then brings the schema up to date. */
@Component
class DatabaseWait implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWait.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

    private final DataSource database;
    private final Settings settings;
    private final Clock clock;

    DatabaseWait(DataSource database, Settings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void migrate(Flyway flyway) {
        await();
        flyway.migrate();
    }

    private void await() {
        Instant silentUntil = Instant.MIN;
        while (true) {
            try (Connection connection = database.getConnection()) {
                LOG.info(
                        "PostgreSQL {} answers",
                        connection.getMetaData().getDatabaseProductVersion());
                return;
            } catch (SQLException e) {
                if (!clock.instant().isBefore(silentUntil)) {
                    LOG.warn(
                            "Waiting for PostgreSQL at {}:{}, database {}: {}",
                            settings.database().host(),
                            settings.database().port(),
                            settings.database().name(),
                            reason(e));
                    silentUntil = clock.instant().plus(BETWEEN_WORDS);
                }
            }
            pause();
        }
    }

    /** The pool says only that it has no connection; its cause says why. */
    private String reason(SQLException e) {
        String said = String.valueOf((e.getCause() == null ? e : e.getCause()).getMessage());
        return untrusted(e)
                ? "none of the authorities in %s has signed its certificate (%s)"
                        .formatted(
                                Objects.requireNonNullElse(
                                        settings.database().authorities(), "Java's own list"),
                                said)
                : said;
    }

    private static boolean untrusted(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof CertPathBuilderException
                                || cause instanceof CertPathValidatorException);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Ended while waiting for PostgreSQL", e);
        }
    }
}
