package dev.streamapp.gateway.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * A request that ends in a problem (RFC 9457). {@link #of} is for admins, in English; {@link
 * #localized} is for customers, in the language of the request.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What is wrong with one field of the request. */
    public record FieldError(String field, String message) {}

    private final HttpStatus status;
    private final @Nullable String messageKey;
    private final transient Object[] arguments;
    private final transient List<FieldError> errors = new ArrayList<>();
    private final transient List<FieldError> errorKeys = new ArrayList<>();
    private final transient HttpHeaders headers = new HttpHeaders();

    private ProblemException(
            HttpStatus status, String detail, @Nullable String messageKey, Object... arguments) {
        super(detail, null, false, false);
        this.status = status;
        this.messageKey = messageKey;
        this.arguments = arguments;
    }

    /** A problem whose detail is an English sentence that says what to do. */
    public static ProblemException of(HttpStatus status, String detail) {
        return new ProblemException(status, detail, null);
    }

    /** A problem whose detail is a text of messages_*.properties. */
    public static ProblemException localized(HttpStatus status, String key, Object... arguments) {
        return new ProblemException(status, key, key, arguments);
    }

    /** Nothing there. */
    public static ProblemException notFound(String detail) {
        return of(HttpStatus.NOT_FOUND, detail);
    }

    /** Names a field and what is wrong with it. */
    public ProblemException with(String field, String message) {
        errors.add(new FieldError(field, message));
        return this;
    }

    /** Names a field, and by the key of a text of messages_*.properties what is wrong with it. */
    public ProblemException withText(String field, String key) {
        errorKeys.add(new FieldError(field, key));
        return this;
    }

    /** Adds a Retry-After header, rounded up to whole seconds. */
    public ProblemException retryAfter(Duration wait) {
        headers.set(
                HttpHeaders.RETRY_AFTER,
                Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
        return this;
    }

    HttpStatus status() {
        return status;
    }

    HttpHeaders headers() {
        return headers;
    }

    List<FieldError> errors(Messages messages, Locale language) {
        var all = new ArrayList<>(errors);
        errorKeys.forEach(error ->
                all.add(new FieldError(error.field(), messages.text(language, error.message()))));
        return List.copyOf(all);
    }

    String detail(Messages messages, Locale language) {
        return messageKey == null
                ? String.valueOf(getMessage())
                : messages.text(language, messageKey, arguments);
    }
}
