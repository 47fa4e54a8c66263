package dev.streamapp.e2e.hls;

/**
 * A rule that was broken, and by what.
 *
 * @param rule the rule
 * @param found what was found instead, with the numbers a reader needs
 */
public record Violation(Rule rule, String found) {
    @Override
    public String toString() {
        return "RFC 8216bis "
                + rule.paragraph()
                + " "
                + rule.level()
                + " "
                + rule
                + ": "
                + rule.sentence()
                + " Found: "
                + found;
    }
}
