package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.customer.LogInOutcome.Admitted;
import dev.streamapp.gateway.customer.LogInOutcome.NotValid;
import dev.streamapp.gateway.customer.LogInOutcome.TooMany;
import dev.streamapp.gateway.customer.LogInOutcome.Wrong;
import dev.streamapp.gateway.platform.ClientAddress;
import dev.streamapp.gateway.platform.Messages;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Login and password against a token. The shop's pages read {@code error} when it fails. */
@RestController
class LogInController {

    /** What the customer typed. */
    record LogInRequest(@Nullable String login, @Nullable String password) {}

    /** Why not, in the customer's language. */
    record Refusal(String error) {}

    private final LogIn logIn;
    private final Entrance entrance;
    private final ClientAddress addresses;
    private final Messages messages;

    LogInController(LogIn logIn, Entrance entrance, ClientAddress addresses, Messages messages) {
        this.logIn = logIn;
        this.entrance = entrance;
        this.addresses = addresses;
        this.messages = messages;
    }

    @PostMapping("/api/live-stream/authenticate")
    ResponseEntity<?> authenticate(@RequestBody LogInRequest typed, HttpServletRequest request) {
        String login = typed.login();
        String password = typed.password();
        if (login == null || login.isBlank() || password == null || password.isBlank()) {
            return refusal(HttpStatus.BAD_REQUEST, "customer.missingCredentials");
        }
        return switch (logIn.attempt(login, password, addresses.of(request))) {
            case Admitted(var access) -> ResponseEntity.ok(entrance.admit(access));
            case Wrong() -> refusal(HttpStatus.UNAUTHORIZED, "customer.wrongCredentials");
            case NotValid(var standing) ->
                    refusal(HttpStatus.FORBIDDEN, Refusals.messageKey(standing));
            case TooMany(var wait) -> {
                long seconds = wait.plusMillis(999).toSeconds();
                yield ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                        .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                        .body(new Refusal(messages.text("problem.tooMany", seconds)));
            }
        };
    }

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<?> unreadable() {
        return refusal(HttpStatus.BAD_REQUEST, "customer.missingCredentials");
    }

    private ResponseEntity<Refusal> refusal(HttpStatus status, String key) {
        return ResponseEntity.status(status).body(new Refusal(messages.text(key)));
    }
}
