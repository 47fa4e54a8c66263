package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.platform.SettingsGroup;
import dev.streamapp.gateway.platform.SettingsGroup.Fact;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the page of settings shows of customers' log-ins. */
@AdminPage
class CustomerSettings {

    private final Settings settings;

    CustomerSettings(Settings settings) {
        this.settings = settings;
    }

    @GetMapping("/admin/settings/customers")
    String group(Model page) {
        page.addAttribute(
                "group",
                new SettingsGroup(
                        "customers",
                        List.of(
                                Fact.span(
                                        "tokenLife",
                                        settings.customerTokenLife(),
                                        "gateway.customerTokenSeconds"),
                                Fact.text("perAddress", LogInLimits.PER_ADDRESS, ""),
                                Fact.text("perLogin", LogInLimits.PER_LOGIN_AND_ADDRESS, ""))));
        return SettingsGroup.VIEW;
    }
}
