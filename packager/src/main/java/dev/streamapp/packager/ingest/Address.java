package dev.streamapp.packager.ingest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a source, taken apart: ffmpeg reads options in addresses, so only what is known to
 * be none gets there.
 *
 * @param authority host, and port where one is named
 * @param path path and query, empty where there is none
 */
record Address(String authority, String path) {
    private static final Pattern FORM =
            Pattern.compile(
                    "([a-z]+)://((?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+])"
                            + "(?::[0-9]{1,5})?)"
                            + "((?:/[A-Za-z0-9._~!$&'()*+,;=:%/-]*)?(?:\\?[A-Za-z0-9._~!$&'()*+,;=:%/-]*)?)");

    /** What ffmpeg's RTSP takes out of a query for itself. */
    private static final Pattern OPTION =
            Pattern.compile("[?&](udp|tcp|http|https|multicast|filter_src)(?=[=&]|$)");

    /**
     * Reads {@code scheme://host[:port][/path][?query]}.
     *
     * @throws IllegalArgumentException naming the variable that holds it
     */
    static Address parse(String variable, String scheme, String text) {
        Matcher matcher = FORM.matcher(text);
        // the text itself may hold what must not be printed
        if (!matcher.matches() || !matcher.group(1).equals(scheme)) {
            throw new IllegalArgumentException(
                    "%s must be %s://HOST[:PORT][/PATH], without user, password or spaces"
                            .formatted(variable, scheme));
        }
        if (OPTION.matcher(matcher.group(3)).find()) {
            throw new IllegalArgumentException(
                    variable
                            + " must not choose a transport in its query; that is RTSP_TRANSPORT's");
        }
        return new Address(matcher.group(2), matcher.group(3));
    }
}
