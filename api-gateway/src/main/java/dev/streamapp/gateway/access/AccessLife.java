package dev.streamapp.gateway.access;

import dev.streamapp.gateway.notice.Notices;
import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends accesses, or lets them live longer. */
@Service
@Transactional
class AccessLife {

    /** How far ahead an access may end. */
    static final Duration LONGEST = Duration.ofDays(30);

    private final StoredAccesses accesses;
    private final Notices notices;
    private final Audit audit;
    private final Clock clock;

    AccessLife(StoredAccesses accesses, Notices notices, Audit audit, Clock clock) {
        this.accesses = accesses;
        this.notices = notices;
        this.audit = audit;
        this.clock = clock;
    }

    /** Viewers stop within seconds, and nothing more is sent. Once is enough. */
    Access revoke(UUID orderId, UUID accessId) {
        Access access = accesses.lock(orderId, accessId);
        if (access.isRevoked()) {
            return access;
        }
        notices.cancel(accessId);
        audit.record("access.revoke", accessId.toString(), "login " + access.login());
        return accesses.revoke(accessId, now());
    }

    /** Adds hours to what is left, or from now on, when nothing is left. */
    Access extend(UUID orderId, UUID accessId, int hours) {
        Access access = accesses.lock(orderId, accessId);
        if (access.isRevoked()) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT, "The access was revoked: make a new one.");
        }
        Instant now = now();
        Instant from = access.isExpired(now) ? now : access.expiresAt();
        Instant until = from.plus(Duration.ofHours(hours));
        if (until.isAfter(now.plus(LONGEST))) {
            throw ProblemException.localized(HttpStatus.BAD_REQUEST, "access.tooFarAway")
                    .withText("hours", "access.fewerHours");
        }
        audit.record(
                "access.extend",
                accessId.toString(),
                "login %s, until %s".formatted(access.login(), until));
        return accesses.prolong(accessId, until);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
