package dev.streamapp.gateway.platform;

import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Recognises that PostgreSQL is not there, whatever layer says so. */
final class DatabaseAway {

    /** When clients may try again. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final int DEPTH = 10;

    private DatabaseAway() {}

    static boolean caused(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEPTH)
                .anyMatch(DatabaseAway::says);
    }

    private static boolean says(Throwable cause) {
        return cause instanceof DataAccessResourceFailureException
                || cause instanceof CannotCreateTransactionException
                || cause instanceof TransactionSystemException
                || cause instanceof SQLException sql && connectionLost(sql.getSQLState());
    }

    /** Classes 08 connection, 53 resources and 57 operator's intervention of the SQL standard. */
    private static boolean connectionLost(@Nullable String state) {
        return state != null
                && (state.startsWith("08") || state.startsWith("53") || state.startsWith("57P"));
    }
}
