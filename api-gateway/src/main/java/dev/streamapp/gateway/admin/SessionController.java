package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.Audit;
import dev.streamapp.gateway.platform.ClientAddress;
import dev.streamapp.gateway.platform.Passwords;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.platform.RateLimit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Log-in and log-out of admins. */
@RestController
@RequestMapping("/api/admin/session")
class SessionController {

    private final Admins admins;
    private final Passwords passwords;
    private final Audit audit;
    private final ClientAddress addresses;
    private final RateLimit perAddress;
    private final RateLimit perLogin;
    private final AdminSessions sessions;

    SessionController(
            Admins admins,
            AdminSessions sessions,
            Passwords passwords,
            Audit audit,
            ClientAddress addresses,
            Clock clock) {
        this.admins = admins;
        this.sessions = sessions;
        this.passwords = passwords;
        this.audit = audit;
        this.addresses = addresses;
        this.perAddress = new RateLimit(30, Duration.ofMinutes(1), clock);
        this.perLogin = new RateLimit(10, Duration.ofMinutes(1), clock);
    }

    /** A log-in. */
    record Credentials(
            @NotBlank @Size(max = 100) String login, @NotBlank @Size(max = 200) String password) {

        @Override
        public String toString() {
            return login;
        }
    }

    /** Who is logged in. */
    record Who(String name) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Who logIn(
            @Valid @RequestBody Credentials credentials,
            HttpServletRequest request,
            HttpServletResponse response) {
        String address = addresses.of(request);
        perAddress.use(address);
        // together with the address: a stranger cannot lock an admin out
        perLogin.use(address + " " + credentials.login());
        String hash = admins.passwordHash(credentials.login()).orElse(null);
        var actor = new Audit.Actor(Admins.PREFIX + credentials.login());
        if (!passwords.matches(hash, credentials.password())) {
            audit.record(actor, "session.refuse", credentials.login(), "");
            throw ProblemException.localized(HttpStatus.UNAUTHORIZED, "problem.wrongCredentials");
        }
        sessions.begin(actor.name(), request, response);
        audit.record(actor, "session.begin", credentials.login(), "");
        return new Who(actor.name());
    }

    @GetMapping
    Who who(Principal admin, HttpServletRequest request) {
        sessions.giveCsrfToken(request);
        return new Who(admin.getName());
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logOut(Principal admin, HttpServletRequest request) {
        if (sessions.end(request)) {
            audit.record("session.end", admin.getName());
        }
    }
}
