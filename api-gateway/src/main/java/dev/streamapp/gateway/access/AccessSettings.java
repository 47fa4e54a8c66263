package dev.streamapp.gateway.access;

import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.platform.SettingsGroup;
import dev.streamapp.gateway.platform.SettingsGroup.Fact;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the page of settings shows of accesses. */
@AdminPage
class AccessSettings {

    @GetMapping("/admin/settings/accesses")
    String group(Model page) {
        page.addAttribute(
                "group",
                new SettingsGroup(
                        "accesses",
                        List.of(
                                Fact.span("accessLife", AccessIssue.LIFE, ""),
                                Fact.span("accessLongest", AccessLife.LONGEST, ""))));
        return SettingsGroup.VIEW;
    }
}
