package dev.streamapp.e2e.hls;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Completes Playlist Delta Updates by what was listed before, as a client does (RFC 8216bis
 * 6.2.5.1), so that every rule of a whole playlist is theirs too.
 */
public final class DeltaUpdates {
    private static final Pattern SEQUENCE = Pattern.compile("#EXT-X-MEDIA-SEQUENCE:([0-9]{1,18})");
    private static final Pattern SKIP =
            Pattern.compile("#EXT-X-SKIP:(?:.*,)?SKIPPED-SEGMENTS=([0-9]{1,9})\\b.*");
    private static final Pattern BOUNDARY =
            Pattern.compile("#EXT-X-SERVER-CONTROL:(?:.*,)?CAN-SKIP-UNTIL=([0-9.]+).*");
    private static final Pattern DURATION =
            Pattern.compile("#(?:EXTINF:|EXT-X-PART:(?:.*,)?DURATION=)([0-9.]+).*");
    private static final Pattern OF_SEGMENT =
            Pattern.compile(
                    "#EXTINF:.*|#EXT-X-(?:DISCONTINUITY|PROGRAM-DATE-TIME:.*|GAP|BYTERANGE:.*)");

    private final Map<Long, Told> known = new HashMap<>();

    /** A complete segment as it was listed, without parts. */
    private record Told(@Nullable String map, List<String> lines) {}

    /**
     * What was made of an answer.
     *
     * @param text the whole playlist; null where what is left out was never listed
     */
    public record Completed(@Nullable String text, List<Violation> violations) {}

    /** Takes an answer, whole or not, and remembers it. */
    public synchronized Completed complete(String answer) {
        var violations = new Violations();
        String text = filled(answer, violations);
        if (text != null) {
            remember(text);
        }
        return new Completed(text, violations.list());
    }

    private @Nullable String filled(String answer, Violations violations) {
        List<String> lines = answer.lines().toList();
        int skip = first(lines, SKIP);
        if (skip < 0) {
            return answer;
        }
        beyondTheBoundary(lines, skip, violations);
        long from = number(lines, SEQUENCE);
        List<String> whole = new ArrayList<>(lines.subList(0, skip));
        String map = null;
        for (long at = from; at < from + number(lines, SKIP); at++) {
            Told told = known.get(at);
            if (told == null) {
                violations.add(Rule.SKIPPED_UNKNOWN, "segment " + at);
                return null;
            }
            if (told.map() != null && !told.map().equals(map)) {
                whole.add(told.map());
                map = told.map();
            }
            whole.addAll(told.lines());
        }
        whole.addAll(lines.subList(skip + 1, lines.size()));
        return String.join("\n", whole) + "\n";
    }

    /** Complete segments, and the parts of the one that is open. */
    private static void beyondTheBoundary(List<String> lines, int skip, Violations violations) {
        BigDecimal told = BigDecimal.ZERO;
        BigDecimal parts = BigDecimal.ZERO;
        for (String line : lines.subList(skip, lines.size())) {
            Matcher duration = DURATION.matcher(line);
            if (!duration.matches()) {
                continue;
            }
            BigDecimal seconds = new BigDecimal(duration.group(1));
            boolean whole = line.startsWith("#EXTINF");
            told = whole ? told.add(seconds) : told;
            parts = whole ? BigDecimal.ZERO : parts.add(seconds);
        }
        int control = first(lines, BOUNDARY);
        boolean kept =
                control >= 0
                        && told.add(parts)
                                        .compareTo(
                                                new BigDecimal(group(lines.get(control), BOUNDARY)))
                                >= 0;
        violations.require(
                kept,
                Rule.SKIPPED_TOO_MUCH,
                told.add(parts) + " s are told after " + lines.get(skip));
    }

    private void remember(String text) {
        List<String> lines = text.lines().toList();
        if (first(lines, SEQUENCE) < 0) {
            return;
        }
        long number = number(lines, SEQUENCE);
        String map = null;
        List<String> segment = new ArrayList<>();
        for (String line : lines) {
            if (OF_SEGMENT.matcher(line).matches()) {
                segment.add(line);
            } else if (line.startsWith("#EXT-X-MAP:")) {
                map = line;
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                segment.add(line);
                known.putIfAbsent(number++, new Told(map, List.copyOf(segment)));
                segment.clear();
            }
        }
    }

    private static int first(List<String> lines, Pattern pattern) {
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).matches()) {
                return i;
            }
        }
        return -1;
    }

    private static long number(List<String> lines, Pattern pattern) {
        int at = first(lines, pattern);
        return at < 0 ? 0 : Long.parseLong(group(lines.get(at), pattern));
    }

    private static String group(String line, Pattern pattern) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? Objects.requireNonNull(matcher.group(1)) : "";
    }
}
