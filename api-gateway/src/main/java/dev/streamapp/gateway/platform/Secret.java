package dev.streamapp.gateway.platform;

import java.nio.charset.StandardCharsets;

/**
 * A text that no log shows.
 *
 * @param text the secret itself
 */
public record Secret(String text) {

    /** The text as UTF-8. */
    public byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "…";
    }
}
