package dev.streamapp.gateway.platform;

import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;

/** Text that is no text to PostgreSQL, such as one with a NUL in it. */
final class UnstorableText {

    /** character_not_in_repertoire (PostgreSQL, appendix A). */
    private static final String STATE = "22021";

    static boolean caused(Exception exception) {
        return NestedExceptionUtils.getMostSpecificCause(exception) instanceof SQLException cause
                && STATE.equals(cause.getSQLState());
    }

    private UnstorableText() {}
}
