package dev.streamapp.gateway.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Reads {@code Authorization: Bearer}. A token that is not valid makes the caller nobody, whatever
 * session the request carries too: the table of rules then decides.
 */
final class BearerFilter extends OncePerRequestFilter {

    private static final String PREFIX = "Bearer ";
    private static final int MAX_LENGTH = 8_192;

    private final List<BearerScheme> schemes;

    BearerFilter(List<BearerScheme> schemes) {
        this.schemes = schemes;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            var context = SecurityContextHolder.createEmptyContext();
            authenticate(header).ifPresent(context::setAuthentication);
            SecurityContextHolder.setContext(context);
        }
        chain.doFilter(request, response);
    }

    private Optional<Authentication> authenticate(String header) {
        if (!header.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                || header.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String token = header.substring(PREFIX.length()).strip();
        return schemes.stream()
                .filter(scheme -> scheme.recognises(token))
                .findFirst()
                .flatMap(scheme -> scheme.authenticate(token));
    }
}
