package dev.streamapp.gateway.notice;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The link in notices.
 *
 * @param template an address; {@code {login}}, {@code {order}} and {@code {language}} are replaced
 */
record LinkTemplate(String template) {

    String fill(String login, String orderNumber, String language) {
        return template.replace("{login}", encoded(login))
                .replace("{order}", encoded(orderNumber))
                .replace("{language}", encoded(language));
    }

    /** A space is %20 everywhere in an address, + in its query only. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
