package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.access.Access;
import dev.streamapp.gateway.access.Accesses;
import dev.streamapp.gateway.access.Standing;
import dev.streamapp.gateway.access.Standings;
import dev.streamapp.gateway.platform.Passwords;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Tries login and password: limits first, then the same work whether the login exists or not. */
@Component
class LogIn {

    private static final Pattern LOGIN = Pattern.compile("[a-z0-9_.@-]{1,50}");
    private static final String NOBODY = "";

    private final LogInLimits limits;
    private final Accesses accesses;
    private final Standings standings;
    private final Passwords passwords;

    LogIn(LogInLimits limits, Accesses accesses, Standings standings, Passwords passwords) {
        this.limits = limits;
        this.accesses = accesses;
        this.standings = standings;
        this.passwords = passwords;
    }

    LogInOutcome attempt(String typedLogin, String typedPassword, String address) {
        String login = login(typedLogin);
        Duration wait = limits.take(login, address);
        if (wait.isPositive()) {
            return new LogInOutcome.TooMany(wait);
        }
        Optional<Access> known = accesses.findByLogin(login);
        String hash = known.map(access -> access.passwordHash().text()).orElse(null);
        if (!passwords.matches(hash, typedPassword.strip()) || known.isEmpty()) {
            return new LogInOutcome.Wrong();
        }
        Standing standing = standings.of(known.get());
        return standing == Standing.VALID
                ? new LogInOutcome.Admitted(known.get())
                : new LogInOutcome.NotValid(standing);
    }

    /** Phones begin with a capital letter and add spaces; what can be no login is nobody's. */
    private static String login(String typed) {
        String login = typed.strip().toLowerCase(Locale.ROOT);
        return LOGIN.matcher(login).matches() ? login : NOBODY;
    }
}
