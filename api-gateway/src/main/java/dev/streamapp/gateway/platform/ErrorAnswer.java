package dev.streamapp.gateway.platform;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the server itself refuses, such as an address with forbidden characters. */
@RestController
class ErrorAnswer implements ErrorController {

    private final Messages messages;

    ErrorAnswer(Messages messages) {
        this.messages = messages;
    }

    @RequestMapping("/error")
    ResponseEntity<Problem> error(HttpServletRequest request) {
        HttpStatus status =
                request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                                && HttpStatus.resolve(code) instanceof HttpStatus known
                        ? known
                        : HttpStatus.NOT_FOUND;
        String key =
                status.is5xxServerError()
                        ? "problem.unexpected"
                        : status == HttpStatus.NOT_FOUND ? "problem.notFound" : "problem.invalid";
        var problem =
                Problem.of(request, status, messages.text(LocaleContextHolder.getLocale(), key));
        return problem.answer().body(problem);
    }
}
