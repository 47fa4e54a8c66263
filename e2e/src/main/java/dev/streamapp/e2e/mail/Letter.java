package dev.streamapp.e2e.mail;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail as its recipient reads it. */
public record Letter(String subject, String text) {
    private static final Pattern LINK = Pattern.compile("https://\\S+");
    private static final Pattern LOGIN = Pattern.compile(": (repair_\\w{8})\\s");

    /** The password stands in the line below the login's. */
    private static final Pattern PASSWORD = Pattern.compile(": repair_\\w{8}\\R[^:]+: (\\S+)");

    public URI link() {
        return URI.create(found(LINK).group());
    }

    public String login() {
        return found(LOGIN).group(1);
    }

    public String password() {
        return found(PASSWORD).group(1);
    }

    private Matcher found(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(
                    "no " + pattern + " in the mail \"" + subject + "\":\n" + text);
        }
        return matcher;
    }
}
