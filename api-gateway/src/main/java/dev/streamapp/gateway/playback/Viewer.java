package dev.streamapp.gateway.playback;

import java.util.Optional;
import java.util.UUID;

/** Who watches: a customer by an access, or an admin. */
public sealed interface Viewer {

    /** A customer's access. */
    record Customer(UUID accessId) implements Viewer {

        @Override
        public String text() {
            return CUSTOMER + accessId;
        }
    }

    /** An admin, by the name the audit log knows. */
    record Admin(String name) implements Viewer {

        @Override
        public String text() {
            return ADMIN + name;
        }
    }

    String CUSTOMER = "access:";
    String ADMIN = "admin:";

    /** Kind and id in one word, such as {@code admin:anna}; what a token carries. */
    String text();

    /** Reads {@link #text()} back; empty when it is none. */
    static Optional<Viewer> parse(String text) {
        if (text.startsWith(ADMIN) && text.length() > ADMIN.length()) {
            return Optional.of(new Admin(text.substring(ADMIN.length())));
        }
        if (!text.startsWith(CUSTOMER)) {
            return Optional.empty();
        }
        try {
            var customer = new Customer(UUID.fromString(text.substring(CUSTOMER.length())));
            // UUID.fromString reads "1-1-1-1-1" too
            return customer.text().equals(text) ? Optional.of(customer) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
