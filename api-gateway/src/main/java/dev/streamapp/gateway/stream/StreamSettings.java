package dev.streamapp.gateway.stream;

import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.platform.SettingsGroup;
import dev.streamapp.gateway.platform.SettingsGroup.Fact;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the page of settings shows of streams. */
@AdminPage
class StreamSettings {

    private final Settings settings;
    private final Streams streams;
    private final OperatorPulse operator;

    StreamSettings(Settings settings, Streams streams, OperatorPulse operator) {
        this.settings = settings;
        this.streams = streams;
        this.operator = operator;
    }

    @GetMapping("/admin/settings/streams")
    String group(Model page) {
        page.addAttribute(
                "group",
                new SettingsGroup(
                        "streams",
                        List.of(
                                Fact.text(
                                        "namespace",
                                        settings.streamsNamespace(),
                                        "streams.namespace"),
                                Fact.flag("kubernetes", streams.loaded() && streams.watching()),
                                Fact.flag("operator", operator.beats()),
                                Fact.text("streams", streams.all().size(), ""))));
        return SettingsGroup.VIEW;
    }
}
