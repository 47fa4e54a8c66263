package dev.streamapp.gateway.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter but the one that measures: every request has an id, in the log and in the
 * answer, and whatever fails before a controller is reached ends in a problem too.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class RequestFrame extends OncePerRequestFilter {

    static final String HEADER = "X-Request-Id";

    private static final Logger LOG = LoggerFactory.getLogger(RequestFrame.class);
    private static final String ATTRIBUTE = RequestFrame.class.getName();

    /** As the edge has it. With dots in it, it might be a token. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");

    private final ProblemWriter problems;

    RequestFrame(ProblemWriter problems) {
        this.problems = problems;
    }

    /** The request's id; empty outside of this filter. */
    static String requestId(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String id ? id : "";
    }

    /** The path as it was asked for, also while an error is dispatched. */
    static String originalPath(HttpServletRequest request) {
        return request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                ? path
                : request.getRequestURI();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String id =
                given != null && ID.matcher(given).matches() ? given : UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        response.setHeader(HEADER, id);
        MDC.put("requestId", id);
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            answer(request, response, e);
        } finally {
            MDC.remove("requestId");
        }
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Exception failure)
            throws ServletException, IOException {
        if (response.isCommitted()) {
            throw failure instanceof ServletException known ? known : new ServletException(failure);
        }
        response.reset();
        response.setHeader(HEADER, requestId(request));
        if (failure instanceof ProblemException problem) {
            problems.write(request, response, problem);
        } else if (failure instanceof InvalidParameterException) {
            problems.write(request, response, HttpStatus.BAD_REQUEST, "problem.invalid");
        } else if (DatabaseAway.caused(failure)) {
            LOG.warn("The database does not answer: {}", failure.getMessage());
            problems.writeDatabaseAway(request, response);
        } else {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
            problems.write(
                    request, response, HttpStatus.INTERNAL_SERVER_ERROR, "problem.unexpected");
        }
    }
}
