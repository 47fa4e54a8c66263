package dev.streamapp.operator.port;

import java.util.regex.Pattern;

/** UDP ports, both ends included. */
public record PortRange(int first, int last) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if they are not 1 ≤ first ≤ last ≤ 65535
     */
    public PortRange {
        if (first < 1 || last > 65535 || first > last) {
            throw new IllegalArgumentException(
                    "a range of ports is FIRST-LAST within 1-65535, such as 10000-10100");
        }
    }

    /**
     * Reads {@code 10000-10100}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static PortRange parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a range of ports is FIRST-LAST, such as 10000-10100");
        }
        return new PortRange(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** How many ports there are. */
    public int size() {
        return last - first + 1;
    }

    /** The port {@code offset} places after {@code start}, beginning anew at the end. */
    int at(int start, int offset) {
        return first + Math.floorMod(start + offset, size());
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
