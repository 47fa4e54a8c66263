package dev.streamapp.gateway.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.ModelAndView;

/** What all pages of admins have in common. */
@ControllerAdvice(annotations = AdminPage.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class AdminPages {

    private final Messages messages;

    AdminPages(Messages messages) {
        this.messages = messages;
    }

    /** Who is logged in. */
    @ModelAttribute("adminName")
    @Nullable String admin(@Nullable Principal admin, HttpServletRequest request) {
        // reading the token sets its cookie, which scripts send back with what they change
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken();
        }
        return admin == null ? null : admin.getName();
    }

    /** A problem as a page for who opens one; scripts, which ask for a part of one, get JSON. */
    @ExceptionHandler(produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView problem(
            ProblemException exception, @Nullable Principal admin, HttpServletRequest request) {
        var page = new ModelAndView("admin/problem", exception.status());
        page.addObject("adminName", admin(admin, request));
        page.addObject("status", exception.status().value());
        page.addObject("detail", exception.detail(messages, LocaleContextHolder.getLocale()));
        page.addObject("requestId", RequestFrame.requestId(request));
        return page;
    }

    /** An address that cannot be any page's, such as of an order whose number is none. */
    @ExceptionHandler(produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView misread(
            TypeMismatchException exception,
            @Nullable Principal admin,
            HttpServletRequest request) {
        return problem(
                ProblemException.localized(HttpStatus.NOT_FOUND, "problem.notFound"),
                admin,
                request);
    }

    /** A database that is away, or that cannot take what was asked for. */
    @ExceptionHandler(
            value = {DataAccessException.class, TransactionException.class},
            produces = MediaType.TEXT_HTML_VALUE)
    ModelAndView unanswered(
            Exception exception, @Nullable Principal admin, HttpServletRequest request) {
        return problem(Problems.meaning(exception, request), admin, request);
    }
}
