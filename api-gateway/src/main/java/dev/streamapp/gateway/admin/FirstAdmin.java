package dev.streamapp.gateway.admin;

import dev.streamapp.gateway.platform.Passwords;
import dev.streamapp.gateway.platform.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** While there is no admin, the installation's password makes one. Later it changes nothing. */
@Component
class FirstAdmin {

    static final String LOGIN = "admin";

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdmin.class);

    private final Admins admins;
    private final Passwords passwords;
    private final Settings settings;

    FirstAdmin(Admins admins, Passwords passwords, Settings settings) {
        this.admins = admins;
        this.passwords = passwords;
        this.settings = settings;
    }

    @EventListener(ApplicationStartedEvent.class)
    void make() {
        var password = settings.adminPassword();
        if (password == null) {
            LOG.info("ADMIN_PASSWORD is not set: where there is no admin yet, none is made");
            return;
        }
        if (!admins.none()) {
            return;
        }
        admins.add(LOGIN, passwords.hash(password.text()));
        LOG.info("Made the first admin, \"{}\", with the installation's password", LOGIN);
    }
}
