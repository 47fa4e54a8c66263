package dev.streamapp.gateway.customer;

import dev.streamapp.gateway.access.Standing;

/** The texts that tell customers why their access does not hold. */
final class Refusals {

    private Refusals() {}

    /** Key of a text in messages_*.properties. */
    static String messageKey(Standing standing) {
        return switch (standing) {
            case EXPIRED -> "customer.expired";
            case REVOKED, GONE -> "customer.revoked";
            case SWITCHED_OFF -> "customer.switchedOff";
            case VALID -> throw new IllegalArgumentException("A valid access is not refused");
        };
    }
}
