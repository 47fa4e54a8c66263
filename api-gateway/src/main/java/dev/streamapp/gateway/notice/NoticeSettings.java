package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.platform.Settings;
import dev.streamapp.gateway.platform.SettingsGroup;
import dev.streamapp.gateway.platform.SettingsGroup.Fact;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What the page of settings shows of notices to customers, and how their delivery goes. */
@AdminPage
class NoticeSettings {

    private final Settings settings;
    private final Outbox outbox;

    NoticeSettings(Settings settings, Outbox outbox) {
        this.settings = settings;
        this.outbox = outbox;
    }

    @GetMapping("/admin/settings/mail")
    String mail(Model page) {
        var facts = new ArrayList<Fact>();
        Settings.Mail server = settings.mail();
        if (server == null) {
            facts.add(Fact.text("mailServer", null, "gateway.mail.host"));
        } else {
            facts.add(
                    Fact.text(
                            "mailServer",
                            server.host() + ":" + server.port(),
                            "gateway.mail.host"));
            facts.add(Fact.text("from", server.from(), "gateway.mail.from"));
            facts.add(Fact.flag("startTls", server.startTls()));
            facts.add(Fact.flag("mailLogIn", server.user() != null));
        }
        return group("mail", facts, NoticeStatus.Channel.MAIL, page);
    }

    /** Address and body may hold the provider's key: only the host is shown. */
    @GetMapping("/admin/settings/sms")
    String sms(Model page) {
        Settings.Sms provider = settings.sms();
        var facts = new ArrayList<Fact>();
        facts.add(
                Fact.text(
                        "smsProvider",
                        provider == null ? null : provider.url().getHost(),
                        "gateway.sms.url"));
        return group("sms", facts, NoticeStatus.Channel.SMS, page);
    }

    private String group(String name, List<Fact> facts, NoticeStatus.Channel channel, Model page) {
        facts.add(Fact.text("waiting", outbox.waiting(channel), ""));
        outbox.lastFailure(channel)
                .ifPresent(failure -> {
                    facts.add(Fact.time("failedNotice", failure.noticeOf()));
                    facts.add(Fact.text("failure", failure.reason(), ""));
                });
        page.addAttribute("group", new SettingsGroup(name, facts));
        return SettingsGroup.VIEW;
    }
}
