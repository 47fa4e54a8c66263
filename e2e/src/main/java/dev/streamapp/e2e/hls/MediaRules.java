package dev.streamapp.e2e.hls;

import dev.streamapp.e2e.hls.MediaPlaylist.Part;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that one media playlist, read on its own, can break. */
final class MediaRules {
    private static final BigDecimal SHORTEST_PART = new BigDecimal("0.85");

    /** Five decimals a part, a few dozen parts: rounding alone cannot reach this. */
    private static final BigDecimal ROUNDING = new BigDecimal("0.005");

    private final MediaPlaylist playlist;
    private final Violations violations;

    private MediaRules(MediaPlaylist playlist, Violations violations) {
        this.playlist = playlist;
        this.violations = violations;
    }

    static void check(MediaPlaylist playlist, Violations violations) {
        var rules = new MediaRules(playlist, violations);
        violations.require(!playlist.ended(), Rule.ENDLIST, "EXT-X-ENDLIST");
        rules.sequences();
        rules.hints();
        rules.edge();
        Segment previous = null;
        for (Segment segment : playlist.allSegments()) {
            rules.segment(segment);
            rules.parts(segment);
            rules.neighbours(previous, segment);
            previous = segment;
        }
    }

    private void sequences() {
        violations.require(
                playlist.segments().isEmpty() || playlist.mediaSequence() > 0,
                Rule.MEDIA_SEQUENCE,
                "a live playlist without it, or with 0");
        boolean discontinuity = playlist.allSegments().stream().anyMatch(Segment::discontinuity);
        violations.require(
                !discontinuity || playlist.discontinuitySequence() > 0,
                Rule.DISCONTINUITY_SEQUENCE,
                "EXT-X-DISCONTINUITY without it, or with 0");
    }

    private void hints() {
        violations.require(
                playlist.hints().size() <= 1, Rule.HINT_ONCE, playlist.hints().toString());
        List<String> listed =
                playlist.allSegments().stream()
                        .flatMap(segment -> segment.parts().stream())
                        .map(Part::uri)
                        .toList();
        for (String hint : playlist.hints()) {
            violations.require(!listed.contains(hint), Rule.HINT_LISTED, hint);
        }
    }

    /**
     * Parts belong to the last three target durations; a segment that lies across that line may
     * keep its parts.
     */
    private void edge() {
        BigDecimal limit =
                BigDecimal.valueOf(playlist.targetDuration()).multiply(BigDecimal.valueOf(3));
        BigDecimal behind = BigDecimal.ZERO;
        for (Segment segment : playlist.allSegments().reversed()) {
            boolean far = behind.compareTo(limit) > 0 && !segment.parts().isEmpty();
            violations.require(
                    !far,
                    Rule.PARTS_AT_LIVE_EDGE,
                    "parts of segment " + segment.number() + ", " + behind + " s from the end");
            behind = behind.add(segment.duration());
        }
    }

    private void segment(Segment segment) {
        violations.require(segment.map() != null, Rule.MAP, "none for segment " + segment.number());
        BigDecimal rounded = segment.duration().setScale(0, RoundingMode.HALF_UP);
        violations.require(
                rounded.compareTo(BigDecimal.valueOf(playlist.targetDuration())) <= 0,
                Rule.SEGMENT_DURATION,
                "segment "
                        + segment.number()
                        + " lasts "
                        + segment.duration()
                        + " s, target duration "
                        + playlist.targetDuration());
    }

    private void parts(Segment segment) {
        BigDecimal target = playlist.partTarget();
        if (segment.parts().isEmpty()) {
            return;
        }
        if (target == null) {
            violations.add(Rule.PART_INF, "parts, but no PART-TARGET");
            return;
        }
        for (int i = 0; i < segment.parts().size(); i++) {
            Part part = segment.parts().get(i);
            boolean last = segment.complete() && i == segment.parts().size() - 1;
            boolean beforeGap = i + 1 < segment.parts().size() && segment.parts().get(i + 1).gap();
            String found = part.uri() + " lasts " + part.duration() + " s, PART-TARGET " + target;
            violations.require(part.duration().compareTo(target) <= 0, Rule.PART_TOO_LONG, found);
            // the newest part of an open segment may turn out to be its last
            boolean mayBeLast = !segment.complete() && i == segment.parts().size() - 1;
            boolean excepted = last || mayBeLast || beforeGap || part.gap() || part.independent();
            violations.require(
                    excepted || part.duration().compareTo(target.multiply(SHORTEST_PART)) >= 0,
                    Rule.PART_TOO_SHORT,
                    found);
        }
        BigDecimal sum =
                segment.parts().stream()
                        .map(Part::duration)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        violations.require(
                !segment.complete()
                        || isOldestWithParts(segment)
                        || sum.subtract(segment.duration()).abs().compareTo(ROUNDING) <= 0,
                Rule.PARTS_FILL_SEGMENT,
                "parts of segment "
                        + segment.number()
                        + " last "
                        + sum
                        + " s, the segment "
                        + segment.duration()
                        + " s");
    }

    /** Of the oldest segment that still has parts, some may have been removed. */
    private boolean isOldestWithParts(Segment segment) {
        return playlist.segments().stream()
                        .filter(other -> !other.parts().isEmpty())
                        .findFirst()
                        .filter(segment::equals)
                        .isPresent()
                && segment.number() > playlist.mediaSequence();
    }

    private void neighbours(@Nullable Segment previous, Segment segment) {
        boolean dated = playlist.allSegments().stream().anyMatch(any -> any.date() != null);
        violations.require(
                !segment.discontinuity() || segment.date() != null || !dated,
                Rule.DATE_DISCONTINUITY,
                "segment " + segment.number());
        if (previous == null) {
            return;
        }
        boolean sameMap = previous.map() == null || previous.map().equals(segment.map());
        violations.require(
                sameMap || segment.discontinuity(),
                Rule.MAP_CHANGE,
                "segment " + segment.number() + ": " + previous.map() + ", then " + segment.map());
        OffsetDateTime before = previous.date();
        OffsetDateTime after = segment.date();
        if (before != null && after != null) {
            Duration gap =
                    Duration.between(before, after)
                            .minusMillis(previous.duration().movePointRight(3).longValue());
            violations.require(
                    gap.toMillis() > -1000,
                    Rule.DATE_AMBIGUOUS,
                    "segment "
                            + segment.number()
                            + " starts "
                            + gap.toMillis()
                            + " ms from the end of the one before");
        }
    }
}
