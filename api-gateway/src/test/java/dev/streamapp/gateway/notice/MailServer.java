package dev.streamapp.gateway.notice;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

/** A mail server that takes what it is given. */
final class MailServer {

    private static final long STARTS_WITHIN_MILLISECONDS = 60_000;

    private MailServer() {}

    /** Not started yet; on a machine that builds and tests at once that may take a while. */
    static GreenMail onFreePort() {
        ServerSetup setup = ServerSetup.SMTP.dynamicPort();
        setup.setServerStartupTimeout(STARTS_WITHIN_MILLISECONDS);
        return new GreenMail(setup);
    }
}
