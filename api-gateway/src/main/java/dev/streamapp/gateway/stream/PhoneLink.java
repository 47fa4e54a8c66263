package dev.streamapp.gateway.stream;

import java.nio.charset.StandardCharsets;
import org.springframework.web.util.UriUtils;

/** A link in the Grove format of Larix Broadcaster, which other phone apps read too. */
final class PhoneLink {

    private final StringBuilder link = new StringBuilder("larix://set/v1");

    /** Adds a property of the one connection that the link sets up. */
    void add(String property, String value) {
        link.append(link.indexOf("?") < 0 ? "?" : "&")
                .append("conn[][")
                .append(property)
                .append("]=")
                .append(UriUtils.encode(value, StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return link.toString();
    }
}
