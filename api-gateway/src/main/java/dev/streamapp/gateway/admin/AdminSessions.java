package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.Roles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.Collections;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** Sessions of admins, however they logged in. */
@Component
class AdminSessions {

    private final HttpSessionSecurityContextRepository contexts =
            new HttpSessionSecurityContextRepository();

    /** Begins one; a session from before the log-in, which a stranger may know, goes. */
    void begin(String name, HttpServletRequest request, HttpServletResponse response) {
        end(request);
        open(name, request, response);
    }

    /** Makes the present one, whose id is fresh, an admin's; of what it held nothing is kept. */
    void takeOver(String name, HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession();
        Collections.list(session.getAttributeNames()).forEach(session::removeAttribute);
        open(name, request, response);
    }

    private void open(String name, HttpServletRequest request, HttpServletResponse response) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(name, null, Roles.ADMIN));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        giveCsrfToken(request);
    }

    /** Ends the present one; false if there is none. */
    boolean end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null) {
            return false;
        }
        session.invalidate();
        return true;
    }

    /** Reading the token sets its cookie. */
    void giveCsrfToken(HttpServletRequest request) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken();
        }
    }
}
