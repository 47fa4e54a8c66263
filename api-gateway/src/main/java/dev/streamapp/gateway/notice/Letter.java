package dev.streamapp.gateway.notice;

import dev.streamapp.gateway.platform.Secret;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * All that a notice tells, ready to be put into words.
 *
 * @param id of the notice; the same at every attempt, so that a second copy is recognised
 * @param createdAt when it was asked for
 * @param recipient mail address or telephone number
 * @param expiresAt end of the access
 */
record Letter(
        UUID id,
        Instant createdAt,
        String recipient,
        Locale language,
        String login,
        Secret password,
        String link,
        Instant expiresAt,
        OrderFacts order) {

    /** What it tells the customer. */
    Invitation invitation() {
        return new Invitation(
                language,
                login,
                password,
                expiresAt,
                order.number(),
                order.customer(),
                order.device());
    }

    /** The same without its password, for the log. */
    Letter masked() {
        return new Letter(
                id,
                createdAt,
                recipient,
                language,
                login,
                new Secret("********"),
                link,
                expiresAt,
                order);
    }

    /**
     * The order that is watched.
     *
     * @param customer may be empty
     * @param device may be empty
     */
    record OrderFacts(String number, String customer, String device) {}
}
