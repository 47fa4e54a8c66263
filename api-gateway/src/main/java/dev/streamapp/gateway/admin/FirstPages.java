package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.platform.Settings;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way in to the admins' pages. */
@AdminPage
class FirstPages {

    private final Settings settings;

    FirstPages(Settings settings) {
        this.settings = settings;
    }

    /**
     * The log-in; whoever is logged in has passed it.
     *
     * @param problem a word of {@link OidcLogIn.Problem}, why a log-in elsewhere came to nothing
     */
    @GetMapping("/admin/log-in")
    String logIn(
            @RequestParam(required = false) @Nullable String problem,
            HttpServletRequest request,
            Model page) {
        if (request.isUserInRole("ADMIN")) {
            return "redirect:/admin";
        }
        page.addAttribute("provider", settings.oidc() != null);
        page.addAttribute("problem", OidcLogIn.Problem.word(problem));
        return "admin/log-in";
    }

    @GetMapping("/admin")
    String home() {
        return "redirect:/admin/streams";
    }

    /** Whatever no page has as its address. */
    @GetMapping("/admin/**")
    String nothing() {
        throw ProblemException.localized(HttpStatus.NOT_FOUND, "problem.notFound");
    }
}
