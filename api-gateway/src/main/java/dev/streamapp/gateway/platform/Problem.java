package dev.streamapp.gateway.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * The body of an answer that is no success (RFC 9457).
 *
 * @param type "about:blank": the status says what kind it is
 * @param title the status in words
 * @param detail what happened, and what to do
 * @param instance path of the request
 * @param requestId finds the request in the log
 * @param errors what is wrong with which field; null where it is no matter of fields
 * @param error the detail once more, for who logs in to watch; null everywhere else
 */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String requestId,
        @Nullable List<ProblemException.FieldError> errors,
        @Nullable String error) {

    /** The shop's pages read {@code error} of whatever this address answers, and nothing else. */
    private static final String LOG_IN = "/api/live-stream/authenticate";

    static Problem of(
            HttpServletRequest request,
            HttpStatusCode status,
            String detail,
            List<ProblemException.FieldError> errors) {
        HttpStatus known = HttpStatus.resolve(status.value());
        String path = RequestFrame.originalPath(request);
        return new Problem(
                "about:blank",
                known == null ? "Status " + status.value() : known.getReasonPhrase(),
                status.value(),
                detail,
                path,
                RequestFrame.requestId(request),
                errors.isEmpty() ? null : errors,
                LOG_IN.equals(path) ? detail : null);
    }

    static Problem of(HttpServletRequest request, HttpStatusCode status, String detail) {
        return of(request, status, detail, List.of());
    }

    ResponseEntity.BodyBuilder answer() {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }
}
