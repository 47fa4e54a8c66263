package dev.streamapp.packager.serve;

import org.jspecify.annotations.Nullable;

/**
 * Delivery directives of a playlist request (RFC 8216bis, 6.2.5).
 *
 * @param msn {@code _HLS_msn}, −1 where absent
 * @param part {@code _HLS_part}, −1 where absent
 * @param skip {@code _HLS_skip}, whether a delta update will do; there are no date ranges, so both
 *     its values are the same
 */
record Directives(long msn, int part, boolean skip) {
    static final Directives NONE = new Directives(-1, -1, false);

    private static final int DIGITS = 12;
    private static final int PART_DIGITS = 6;

    /**
     * Reads a query; other parameters are not the server's business.
     *
     * @throws IllegalArgumentException with a message for the client
     */
    static Directives parse(@Nullable String query) {
        long msn = -1;
        long part = -1;
        boolean skip = false;
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.startsWith("_HLS_msn=")) {
                msn = number(pair.substring("_HLS_msn=".length()), DIGITS, "_HLS_msn");
            } else if (pair.startsWith("_HLS_part=")) {
                part = number(pair.substring("_HLS_part=".length()), PART_DIGITS, "_HLS_part");
            } else if (pair.equals("_HLS_skip=YES") || pair.equals("_HLS_skip=v2")) {
                skip = true;
            }
        }
        if (part >= 0 && msn < 0) {
            throw new IllegalArgumentException("_HLS_part needs _HLS_msn");
        }
        return new Directives(msn, (int) part, skip);
    }

    private static long number(String text, int digits, String name) {
        boolean numeric = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!numeric || text.length() > digits) {
            throw new IllegalArgumentException(name + " is not a decimal number");
        }
        return Long.parseLong(text);
    }
}
