package dev.streamapp.e2e.hls;

import dev.streamapp.e2e.hls.MediaPlaylist.End;
import dev.streamapp.e2e.hls.MediaPlaylist.Part;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every version of one media playlist that was served, and the rules across them (RFC 8216bis
 * 6.2.1, 6.2.2).
 *
 * <p>Several clients ask at once and some requests wait, so the order of the answers says little.
 * What must be the same for ever is compared whatever the order; what must never go back is
 * compared only with answers that were complete before the request was sent.
 */
public final class PlaylistHistory {
    private final Map<Long, Segment> segments = new HashMap<>();
    private final Map<Long, NavigableMap<Integer, Part>> parts = new HashMap<>();

    /** How many parts a segment had when it was complete. */
    private final Map<Long, Integer> closedParts = new HashMap<>();

    private final Map<End, String> hints = new HashMap<>();
    private @Nullable MediaPlaylist first;
    private Mark newest = new Mark(Long.MIN_VALUE, Long.MIN_VALUE, null);
    private int versions;

    /**
     * How far the playlist had come at some moment.
     *
     * @param end null when none was served yet
     */
    public record Mark(long mediaSequence, long discontinuitySequence, @Nullable End end) {}

    /** To be called when a request is sent. */
    public synchronized Mark mark() {
        return newest;
    }

    /** How many playlists were compared. */
    public synchronized int versions() {
        return versions;
    }

    /**
     * Compares an answer with all earlier ones and remembers it.
     *
     * @param mark of the moment when its request was sent
     * @return what it breaks
     */
    public synchronized List<Violation> accept(MediaPlaylist playlist, Mark mark) {
        var violations = new Violations();
        versions++;
        if (first == null) {
            first = playlist;
        }
        header(playlist, first, violations);
        progress(playlist, mark, violations);
        removal(playlist, first, violations);
        for (Segment segment : playlist.allSegments()) {
            segment(segment, violations);
            parts(segment, violations);
        }
        hints(playlist, violations);
        newest =
                new Mark(
                        Math.max(newest.mediaSequence(), playlist.mediaSequence()),
                        Math.max(newest.discontinuitySequence(), playlist.discontinuitySequence()),
                        newest.end() == null || newest.end().compareTo(playlist.end()) < 0
                                ? playlist.end()
                                : newest.end());
        return violations.list();
    }

    private static void header(MediaPlaylist playlist, MediaPlaylist first, Violations violations) {
        violations.require(
                playlist.targetDuration() == first.targetDuration(),
                Rule.TARGET_DURATION_CHANGED,
                first.targetDuration() + ", then " + playlist.targetDuration());
        var before = new HashMap<>(first.header());
        var after = new HashMap<>(playlist.header());
        before.remove("EXT-X-TARGETDURATION");
        after.remove("EXT-X-TARGETDURATION");
        violations.require(after.equals(before), Rule.HEADER_CHANGED, before + ", then " + after);
    }

    private static void progress(MediaPlaylist playlist, Mark mark, Violations violations) {
        End end = mark.end();
        violations.require(
                playlist.mediaSequence() >= mark.mediaSequence(),
                Rule.MEDIA_SEQUENCE_REGRESSED,
                mark.mediaSequence() + ", then " + playlist.mediaSequence());
        violations.require(
                playlist.discontinuitySequence() >= mark.discontinuitySequence(),
                Rule.DISCONTINUITY_SEQUENCE_REGRESSED,
                mark.discontinuitySequence() + ", then " + playlist.discontinuitySequence());
        violations.require(
                end == null || playlist.end().compareTo(end) >= 0,
                Rule.END_REGRESSED,
                end + ", then " + playlist.end());
    }

    private void removal(MediaPlaylist playlist, MediaPlaylist first, Violations violations) {
        boolean removed = playlist.mediaSequence() > first.mediaSequence();
        BigDecimal least = BigDecimal.valueOf(3L * playlist.targetDuration());
        violations.require(
                !removed || playlist.duration().compareTo(least) >= 0,
                Rule.PLAYLIST_TOO_SHORT,
                playlist.duration() + " s are left, target duration " + playlist.targetDuration());
        boolean partsSeen = false;
        for (Segment segment : playlist.allSegments()) {
            var known = parts.getOrDefault(segment.number(), new TreeMap<>());
            boolean missing = segment.parts().isEmpty() && !known.isEmpty();
            violations.require(
                    !(partsSeen && missing),
                    Rule.PART_REMOVAL_ORDER,
                    "segment " + segment.number() + " has lost its parts, an older one has not");
            partsSeen |= !segment.parts().isEmpty();
        }
    }

    private void segment(Segment segment, Violations violations) {
        Segment known = segments.get(segment.number());
        if (known != null) {
            violations.require(
                    known.discontinuityNumber() == segment.discontinuityNumber(),
                    Rule.DISCONTINUITY_NUMBER,
                    "segment "
                            + segment.number()
                            + ": "
                            + known.discontinuityNumber()
                            + ", then "
                            + segment.discontinuityNumber());
            violations.require(
                    known.equals(comparable(segment, known)),
                    Rule.SEGMENT_CHANGED,
                    "segment " + segment.number() + ": " + known + ", then " + segment);
        }
        if (segment.complete()) {
            segments.put(segment.number(), known == null ? withoutParts(segment) : known);
        }
    }

    /**
     * Only a complete segment says how long it is and where it is found. A discontinuity before the
     * first segment may be removed when the sequence number is incremented, so the number has its
     * own rule and the tag none.
     */
    private static Segment comparable(Segment segment, Segment known) {
        return new Segment(
                segment.number(),
                segment.complete() ? segment.uri() : known.uri(),
                segment.complete() ? segment.duration() : known.duration(),
                segment.map(),
                segment.date(),
                known.discontinuity(),
                known.discontinuityNumber(),
                segment.gap(),
                List.of());
    }

    private static Segment withoutParts(Segment segment) {
        return new Segment(
                segment.number(),
                segment.uri(),
                segment.duration(),
                segment.map(),
                segment.date(),
                segment.discontinuity(),
                segment.discontinuityNumber(),
                segment.gap(),
                List.of());
    }

    private void parts(Segment segment, Violations violations) {
        var known = parts.computeIfAbsent(segment.number(), number -> new TreeMap<>());
        int removed = removedParts(segment, known);
        for (int i = 0; i < segment.parts().size(); i++) {
            int index = i + removed;
            Part part = segment.parts().get(i);
            Part before = known.putIfAbsent(index, part);
            violations.require(
                    before == null || before.equals(part),
                    Rule.PART_CHANGED,
                    "part " + segment.number() + "/" + index + ": " + before + ", then " + part);
            Integer last = closedParts.get(segment.number());
            violations.require(
                    last == null || index < last,
                    Rule.PARTS_CLOSED,
                    part.uri() + " was added to segment " + segment.number());
            hinted(new End(segment.number(), index), part, segment, violations);
        }
        boolean whole = segment.complete() && !segment.parts().isEmpty();
        violations.require(
                !whole || removed + segment.parts().size() >= known.size(),
                Rule.PARTS_CLOSED,
                "segment " + segment.number() + " lacks parts it had");
        if (whole) {
            closedParts.putIfAbsent(segment.number(), known.size());
        }
    }

    /** How many of the first parts of a segment are no longer listed. */
    private static int removedParts(Segment segment, NavigableMap<Integer, Part> known) {
        if (segment.parts().isEmpty()) {
            return 0;
        }
        String oldest = segment.parts().getFirst().uri();
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().uri().equals(oldest))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    private void hints(MediaPlaylist playlist, Violations violations) {
        if (!playlist.hints().isEmpty()) {
            String hint = playlist.hints().getFirst();
            hints.putIfAbsent(playlist.end(), hint);
            Part listed =
                    parts.getOrDefault(playlist.end().segment(), new TreeMap<>())
                            .get(playlist.end().parts());
            Segment segment = segments.get(playlist.end().segment());
            boolean kept =
                    listed == null
                            || listed.uri().equals(hint)
                            || (segment != null && segment.discontinuity());
            violations.require(
                    kept,
                    Rule.HINT_KEPT,
                    hint + " was hinted, " + (listed == null ? "" : listed.uri()) + " was listed");
        }
    }

    /**
     * The hint may have stood at this place, or, when the segment before ended after it, at the end
     * of that segment.
     */
    private void hinted(End place, Part part, Segment segment, Violations violations) {
        String hint = hints.get(place);
        if (hint == null && place.parts() == 0) {
            int partsBefore = parts.getOrDefault(place.segment() - 1, new TreeMap<>()).size();
            hint = hints.get(new End(place.segment() - 1, partsBefore));
        }
        boolean kept =
                hint == null
                        || hint.equals(part.uri())
                        || (segment.discontinuity() && place.parts() == 0);
        violations.require(
                kept, Rule.HINT_KEPT, hint + " was hinted, " + part.uri() + " was listed");
    }
}
