package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.platform.ProblemException;
import dev.streamapp.gateway.platform.Settings;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The way in to the admins' pages. */
@AdminPage
class FirstPages {

    private final Settings settings;

    FirstPages(Settings settings) {
        this.settings = settings;
    }

    @GetMapping("/admin/log-in")
    String logIn(Model page) {
        page.addAttribute("provider", settings.oidc() != null);
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
