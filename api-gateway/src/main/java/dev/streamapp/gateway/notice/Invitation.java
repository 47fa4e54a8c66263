package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.platform.Secret;
import java.time.Instant;
import java.util.Locale;

/**
 * All that a customer has to be told to watch.
 *
 * @param language of the words
 * @param expiresAt end of the access
 * @param customer may be empty
 * @param device may be empty
 */
public record Invitation(
        Locale language,
        String login,
        Secret password,
        Instant expiresAt,
        String orderNumber,
        String customer,
        String device) {}
