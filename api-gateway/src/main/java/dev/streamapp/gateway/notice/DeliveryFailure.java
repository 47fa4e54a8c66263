package dev.streamapp.gateway.notice;

/** Why a letter was not taken, for admins' eyes: in English and without the letter's content. */
final class DeliveryFailure extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean permanent;

    private DeliveryFailure(String reason, boolean permanent) {
        super(reason, null, false, false);
        this.permanent = permanent;
    }

    /** It may be taken later. */
    static DeliveryFailure passing(String reason) {
        return new DeliveryFailure(reason, false);
    }

    /** It will never be taken. */
    static DeliveryFailure permanent(String reason) {
        return new DeliveryFailure(reason, true);
    }

    boolean isPermanent() {
        return permanent;
    }

    String reason() {
        String said = getMessage();
        return said == null ? "unknown" : said;
    }
}
