package dev.streamapp.gateway.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what controllers throw into problems (RFC 9457). */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    private final Messages messages;

    Problems(Messages messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    ResponseEntity<Object> problem(ProblemException exception, HttpServletRequest request) {
        Locale language = LocaleContextHolder.getLocale();
        var problem =
                Problem.of(
                        request,
                        exception.status(),
                        exception.detail(messages, language),
                        exception.errors(messages, language));
        return problem.answer().headers(exception.headers()).body(problem);
    }

    /** What Spring Security has to answer passes on to it. */
    @ExceptionHandler
    void refusal(AccessDeniedException exception) {
        throw exception;
    }

    /** What Spring Security has to answer passes on to it. */
    @ExceptionHandler
    void refusal(AuthenticationException exception) {
        throw exception;
    }

    /** A query or form whose percent-encoding is no text. */
    @ExceptionHandler
    ResponseEntity<Object> undecodable(
            InvalidParameterException exception, HttpServletRequest request) {
        return problem(
                ProblemException.localized(HttpStatus.BAD_REQUEST, "problem.invalid"), request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unexpected(Exception exception, HttpServletRequest request) {
        return problem(meaning(exception, request), request);
    }

    /** What nobody foresaw, as what a client can be told of it; the log gets the rest. */
    static ProblemException meaning(Exception exception, HttpServletRequest request) {
        if (DatabaseAway.caused(exception)) {
            LOG.warn("The database does not answer: {}", exception.getMessage());
            return ProblemException.localized(
                            HttpStatus.SERVICE_UNAVAILABLE, "problem.databaseAway")
                    .retryAfter(DatabaseAway.RETRY_AFTER);
        }
        if (UnstorableText.caused(exception)) {
            return ProblemException.localized(HttpStatus.BAD_REQUEST, "problem.invalid");
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), exception);
        return ProblemException.localized(HttpStatus.INTERNAL_SERVER_ERROR, "problem.unexpected");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return invalid(
                exception.getBindingResult().getAllErrors().stream()
                        .map(Problems::fieldError)
                        .toList(),
                request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException exception,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return invalid(
                exception.getParameterValidationResults().stream()
                        .flatMap(result ->
                                result.getResolvableErrors().stream()
                                        .map(error ->
                                                error instanceof FieldError field
                                                        ? fieldError(field)
                                                        : new ProblemException.FieldError(
                                                                name(
                                                                        result.getMethodParameter()
                                                                                .getParameterName()),
                                                                text(error.getDefaultMessage()))))
                        .toList(),
                request);
    }

    private ResponseEntity<Object> invalid(
            List<ProblemException.FieldError> errors, WebRequest request) {
        var problem =
                Problem.of(
                        ((ServletWebRequest) request).getRequest(),
                        HttpStatus.BAD_REQUEST,
                        messages.text("problem.invalid"),
                        errors);
        return problem.answer().body(problem);
    }

    private static ProblemException.FieldError fieldError(ObjectError error) {
        return new ProblemException.FieldError(
                error instanceof FieldError field ? field.getField() : error.getObjectName(),
                text(error.getDefaultMessage()));
    }

    private static String name(@Nullable String parameter) {
        return parameter == null ? "" : parameter;
    }

    private static String text(@Nullable String message) {
        return message == null ? "is not valid" : message;
    }

    /** Spring's own problems get our shape. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var servletRequest = ((ServletWebRequest) request).getRequest();
        String detail =
                body instanceof ProblemDetail said && said.getDetail() != null
                        ? said.getDetail()
                        : "";
        var problem = Problem.of(servletRequest, status, detail);
        var typed = new HttpHeaders(headers);
        typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return new ResponseEntity<>(problem, typed, status);
    }
}
