package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.access.Access;
import dev.streamapp.gateway.access.Standing;
import java.time.Duration;

/** What came of an attempt to log in. */
sealed interface LogInOutcome {

    /** Welcome. */
    record Admitted(Access access) implements LogInOutcome {}

    /** No such login, or another password: nobody learns which. */
    record Wrong() implements LogInOutcome {}

    /** The password is right, and the access does not hold. */
    record NotValid(Standing standing) implements LogInOutcome {}

    /** Nothing was looked at. */
    record TooMany(Duration delay) implements LogInOutcome {}
}
