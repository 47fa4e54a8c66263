package dev.streamapp.e2e.hls;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a playlist that means something (RFC 8216bis 4.1). Blank lines and comments are left
 * out.
 */
sealed interface Line {
    /** Starting at 1. */
    int number();

    /** {@code #NAME} or {@code #NAME:value}; the name is without the {@code #}. */
    record Tag(int number, String name, String value) implements Line {}

    record Uri(int number, String value) implements Line {}

    static List<Line> read(String text, Violations violations) {
        violations.require(!text.startsWith("\uFEFF"), Rule.UTF8, "a byte order mark");
        violations.require(
                text.chars().noneMatch(Line::isForbidden), Rule.UTF8, "a control character");
        var lines = new ArrayList<Line>();
        String[] raw = text.split("\r?\n", -1);
        violations.require(raw[0].equals("#EXTM3U"), Rule.FIRST_LINE, quoted(raw[0]));
        for (int i = 0; i < raw.length; i++) {
            String line = raw[i];
            violations.require(
                    line.equals(line.strip()),
                    Rule.WHITESPACE,
                    "line " + (i + 1) + ": " + quoted(line));
            if (line.startsWith("#EXT")) {
                int colon = line.indexOf(':');
                lines.add(
                        colon < 0
                                ? new Tag(i + 1, line.substring(1), "")
                                : new Tag(
                                        i + 1,
                                        line.substring(1, colon),
                                        line.substring(colon + 1)));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                violations.require(
                        line.indexOf(' ') < 0,
                        Rule.WHITESPACE,
                        "line " + (i + 1) + ": " + quoted(line));
                lines.add(new Uri(i + 1, line));
            }
        }
        return List.copyOf(lines);
    }

    private static boolean isForbidden(int character) {
        return (character < 0x20 && character != '\r' && character != '\n')
                || (character >= 0x7f && character <= 0x9f);
    }

    private static String quoted(String line) {
        return '"' + line + '"';
    }
}
