package dev.streamapp.gateway.platform;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What they get who have not said who they are: a browser that opens a page for admins the log-in,
 * and with it the way back; everybody else a problem.
 */
final class LogInFirst implements AuthenticationEntryPoint {

    private static final String PAGES = "/admin";

    private final ProblemWriter problems;

    LogInFirst(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException exception)
            throws IOException {
        if (opensPage(request)) {
            response.sendRedirect(
                    UriComponentsBuilder.fromPath("/admin/log-in")
                            .queryParam("next", "{asked}")
                            .encode()
                            .buildAndExpand(asked(request))
                            .toUriString());
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        problems.write(request, response, HttpStatus.UNAUTHORIZED, "problem.unauthenticated");
    }

    /** Scripts of a page, which name themselves, are told, and go to the log-in by themselves. */
    private static boolean opensPage(HttpServletRequest request) {
        String accept = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("");
        String path = request.getRequestURI();
        return (path.equals(PAGES) || path.startsWith(PAGES + "/"))
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && request.getHeader("HX-Request") == null;
    }

    private static String asked(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
