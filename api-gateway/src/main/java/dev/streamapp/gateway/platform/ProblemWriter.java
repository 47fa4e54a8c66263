package dev.streamapp.gateway.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** Answers with a problem where no controller has been reached: in filters. */
@Component
class ProblemWriter {

    private final JsonMapper json;
    private final Messages messages;
    private final LocaleResolver languages;

    ProblemWriter(JsonMapper json, Messages messages, LocaleResolver languages) {
        this.json = json;
        this.messages = messages;
        this.languages = languages;
    }

    void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String messageKey)
            throws IOException {
        Locale language = languages.resolveLocale(request);
        write(request, response, status, language, messages.text(language, messageKey));
    }

    void write(HttpServletRequest request, HttpServletResponse response, ProblemException exception)
            throws IOException {
        Locale language = languages.resolveLocale(request);
        exception
                .headers()
                .forEach(
                        (name, values) -> values.forEach(value -> response.setHeader(name, value)));
        write(
                request,
                response,
                exception.status(),
                language,
                exception.detail(messages, language));
    }

    void writeDatabaseAway(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(
                HttpHeaders.RETRY_AFTER, Long.toString(DatabaseAway.RETRY_AFTER.toSeconds()));
        write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "problem.databaseAway");
    }

    private void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            Locale language,
            String detail)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.getLanguage());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        byte[] body = json.writeValueAsBytes(Problem.of(request, status, detail));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
