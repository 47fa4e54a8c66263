package dev.streamapp.e2e.hls;

import dev.streamapp.e2e.hls.MediaPlaylist.Part;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tags gathered for the segment that comes next (RFC 8216bis 4.4.4). */
final class SegmentDraft {
    private static final Pattern ZONED_MILLISECONDS =
            Pattern.compile(".*T[0-9:]+\\.[0-9]{3,9}(Z|[+-][0-9]{2}:?[0-9]{2})");

    private final Violations violations;
    private final List<Part> parts = new ArrayList<>();
    private @Nullable BigDecimal duration;
    private @Nullable String map;
    private @Nullable OffsetDateTime date;
    private int discontinuities;
    private boolean gap;

    SegmentDraft(Violations violations) {
        this.violations = violations;
    }

    /** A draft for the segment after this one: the map goes on to apply. */
    SegmentDraft next() {
        var next = new SegmentDraft(violations);
        next.map = map;
        return next;
    }

    boolean started() {
        return discontinuities > 0 || !parts.isEmpty() || duration != null;
    }

    boolean hasParts() {
        return !parts.isEmpty();
    }

    void duration(BigDecimal seconds) {
        duration = seconds;
    }

    void part(Part part) {
        parts.add(part);
    }

    void gap() {
        gap = true;
    }

    void map(@Nullable String uri, Line.Tag tag) {
        beforeParts(tag);
        map = uri;
    }

    void discontinuity(Line.Tag tag) {
        beforeParts(tag);
        discontinuities++;
    }

    void date(Line.Tag tag) {
        beforeParts(tag);
        try {
            date = OffsetDateTime.parse(tag.value());
        } catch (DateTimeParseException e) {
            violations.add(Rule.DATE_SYNTAX, tag.value());
        }
        violations.require(
                ZONED_MILLISECONDS.matcher(tag.value()).matches(), Rule.DATE_ZONE, tag.value());
    }

    private void beforeParts(Line.Tag tag) {
        violations.require(
                parts.isEmpty(),
                Rule.PART_TAGS_FIRST,
                "line " + tag.number() + ": #" + tag.name() + " after a part of the same segment");
    }

    Segment open() {
        BigDecimal sum =
                parts.stream().map(Part::duration).reduce(BigDecimal.ZERO, BigDecimal::add);
        return segment("", sum);
    }

    /**
     * The numbers come later; until then {@code discontinuityNumber} counts the tags before this
     * segment.
     */
    Segment complete(String uri) {
        violations.require(duration != null, Rule.EXTINF, uri + " has no EXTINF");
        return segment(uri, duration == null ? BigDecimal.ZERO : duration);
    }

    private Segment segment(String uri, BigDecimal seconds) {
        return new Segment(
                0,
                uri,
                seconds,
                map,
                date,
                discontinuities > 0,
                discontinuities,
                gap,
                List.copyOf(parts));
    }
}
