package dev.streamapp.packager.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Holds a media playlist, and what follows it, to the rules of RFC 8216bis. */
public final class PlaylistRules {
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Z0-9-]+)=(\"[^\"]*\"|[^,]*)");
    private static final BigDecimal LEAST = new BigDecimal("0.85");

    /** A listed part. */
    public record ListedPart(String uri, BigDecimal duration, boolean independent) {}

    /** A listed segment; {@code uri} is null while it is open. */
    public static final class Listed {
        public final List<ListedPart> parts = new ArrayList<>();
        public long msn;
        public @Nullable String uri;
        public BigDecimal duration = BigDecimal.ZERO;
        public boolean discontinuity;
        public String map = "";
        public @Nullable Instant start;
    }

    public final Map<String, String> tags = new HashMap<>();
    public final List<Listed> segments = new ArrayList<>();
    public final long mediaSequence;
    public final long discontinuitySequence;
    public @Nullable String hint;

    /** Reads a playlist, or a delta update, whose first segments are then missing. */
    PlaylistRules(String text) {
        List<String> lines = text.lines().toList();
        assertThat(lines.getFirst()).as("4.4.1.1").isEqualTo("#EXTM3U");
        Listed current = new Listed();
        String map = "";
        for (String line : lines) {
            String value = line.substring(line.indexOf(':') + 1);
            if (line.startsWith("#EXT-X-PART:")) {
                Map<String, String> a = attributes(value);
                current.parts.add(
                        new ListedPart(
                                a.get("URI"),
                                new BigDecimal(a.get("DURATION")),
                                "YES".equals(a.get("INDEPENDENT"))));
                current.map = map;
            } else if (line.startsWith("#EXTINF:")) {
                current.duration = new BigDecimal(value.replace(",", ""));
            } else if (line.equals("#EXT-X-DISCONTINUITY")) {
                assertThat(current.parts).as("4.4.4.9: before the first part").isEmpty();
                current.discontinuity = true;
            } else if (line.startsWith("#EXT-X-MAP:")) {
                assertThat(current.parts).as("4.4.4.9: before the first part").isEmpty();
                map = attributes(value).get("URI");
            } else if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) {
                assertThat(current.parts).as("4.4.4.9: before the first part").isEmpty();
                current.start = Instant.parse(value);
            } else if (line.startsWith("#EXT-X-PRELOAD-HINT:")) {
                hint = attributes(value).get("URI");
            } else if (line.startsWith("#")) {
                assertThat(tags.put(line.split(":", 2)[0], value)).as("once: " + line).isNull();
            } else {
                current.uri = line;
                current.map = map;
                segments.add(current);
                current = new Listed();
            }
        }
        if (!current.parts.isEmpty()) {
            segments.add(current);
        }
        mediaSequence = Long.parseLong(tags.get("#EXT-X-MEDIA-SEQUENCE"));
        discontinuitySequence = Long.parseLong(tags.get("#EXT-X-DISCONTINUITY-SEQUENCE"));
        long skipped = skipped();
        for (int i = 0; i < segments.size(); i++) {
            segments.get(i).msn = mediaSequence + skipped + i;
        }
    }

    /** How many segments a delta update leaves out, 0 for a whole list (4.4.5.2). */
    public long skipped() {
        String skip = tags.get("#EXT-X-SKIP");
        return skip == null ? 0 : Long.parseLong(attributes(skip).get("SKIPPED-SEGMENTS"));
    }

    /** CAN-SKIP-UNTIL in seconds, 0 where delta updates are not offered (4.4.3.8). */
    public BigDecimal skipBoundary() {
        String until = attributes(tags.get("#EXT-X-SERVER-CONTROL")).get("CAN-SKIP-UNTIL");
        return until == null ? BigDecimal.ZERO : new BigDecimal(until);
    }

    private static Map<String, String> attributes(String list) {
        Map<String, String> attributes = new HashMap<>();
        Matcher matcher = ATTRIBUTE.matcher(list);
        while (matcher.find()) {
            attributes.put(matcher.group(1), matcher.group(2).replace("\"", ""));
        }
        return attributes;
    }

    /** Reads a playlist and checks what it must be by itself. */
    public static PlaylistRules check(String text) {
        PlaylistRules playlist = new PlaylistRules(text);
        playlist.alone();
        return playlist;
    }

    private BigDecimal partTarget() {
        return new BigDecimal(attributes(tags.get("#EXT-X-PART-INF")).get("PART-TARGET"));
    }

    private long target() {
        return Long.parseLong(tags.get("#EXT-X-TARGETDURATION"));
    }

    private void alone() {
        Map<String, String> control = attributes(tags.get("#EXT-X-SERVER-CONTROL"));
        assertThat(control.get("CAN-BLOCK-RELOAD")).as("4.4.3.8").isEqualTo("YES");
        assertThat(new BigDecimal(control.get("PART-HOLD-BACK")))
                .as("4.4.3.8: three part targets")
                .isGreaterThanOrEqualTo(partTarget().multiply(BigDecimal.valueOf(3)));
        assertThat(new BigDecimal(control.get("HOLD-BACK")))
                .as("4.4.3.8: three target durations")
                .isGreaterThanOrEqualTo(BigDecimal.valueOf(3 * target()));
        if (control.containsKey("CAN-SKIP-UNTIL")) {
            assertThat(skipBoundary())
                    .as("4.4.3.8: six target durations")
                    .isGreaterThanOrEqualTo(BigDecimal.valueOf(6 * target()));
        }
        assertThat(Integer.parseInt(tags.get("#EXT-X-VERSION"))).as("8").isGreaterThanOrEqualTo(6);
        assertThat(tags).as("live").doesNotContainKey("#EXT-X-ENDLIST");
        assertThat(segments).as("a whole segment").anyMatch(segment -> segment.uri != null);
        segments.forEach(this::segment);
    }

    /** 3.2: the parts of a segment are the segment, so their durations add up to its own. */
    public void partsFillSegments() {
        for (Listed segment : segments) {
            if (segment.uri != null && !segment.parts.isEmpty()) {
                double sum =
                        segment.parts.stream().mapToDouble(p -> p.duration().doubleValue()).sum();
                assertThat(segment.duration.doubleValue())
                        .as("EXTINF of " + segment.uri)
                        .isCloseTo(sum, within(0.00001 * (segment.parts.size() + 1)));
            }
        }
    }

    private void segment(Listed segment) {
        assertThat(segment.map).as("4.4.4.5").isNotEmpty();
        assertThat(segment.start).as("PROGRAM-DATE-TIME on each").isNotNull();
        if (segment.uri != null) {
            assertThat(segment.duration.setScale(0, RoundingMode.HALF_UP).longValue())
                    .as("4.4.3.1: EXTINF rounded of " + segment.uri)
                    .isLessThanOrEqualTo(target());
        }
        for (int i = 0; i < segment.parts.size(); i++) {
            ListedPart part = segment.parts.get(i);
            assertThat(part.duration()).as("4.4.4.9: " + part).isLessThanOrEqualTo(partTarget());
            assertThat(part.duration()).as("4.4.4.9: " + part).isPositive();
            boolean last = i == segment.parts.size() - 1 && segment.uri != null;
            boolean newest = i == segment.parts.size() - 1 && segment.uri == null;
            if (!last && !newest) {
                assertThat(part.duration())
                        .as("4.4.4.9, stricter: also where INDEPENDENT: " + part)
                        .isGreaterThanOrEqualTo(partTarget().multiply(LEAST));
            }
        }
    }

    /** Checks what a later version of the playlist may differ in (6.2.1, 6.2.2). */
    public void followedBy(PlaylistRules next) {
        for (String constant :
                List.of("#EXT-X-TARGETDURATION", "#EXT-X-PART-INF", "#EXT-X-SERVER-CONTROL")) {
            assertThat(next.tags.get(constant)).as("6.2.1").isEqualTo(tags.get(constant));
        }
        assertThat(next.mediaSequence).as("never back").isGreaterThanOrEqualTo(mediaSequence);
        long gone = next.mediaSequence - mediaSequence;
        if (gone >= segments.size()) {
            return;
        }
        long discontinuities =
                segments.stream().limit(gone).filter(segment -> segment.discontinuity).count();
        assertThat(next.discontinuitySequence)
                .as("6.2.2")
                .isEqualTo(discontinuitySequence + discontinuities);
        for (int i = (int) gone; i < segments.size(); i++) {
            same(segments.get(i), next.segments.get((int) (i - gone)));
        }
        if (gone > 0) {
            BigDecimal rest =
                    next.segments.stream()
                            .map(segment -> segment.duration)
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(rest)
                    .as("6.2.2: three target durations stay")
                    .isGreaterThanOrEqualTo(BigDecimal.valueOf(3 * target()));
        }
    }

    private static void same(Listed before, Listed after) {
        assertThat(after.start).as("never changes").isEqualTo(before.start);
        assertThat(after.discontinuity).isEqualTo(before.discontinuity);
        assertThat(after.map).isEqualTo(before.map);
        if (before.uri != null) {
            assertThat(after.uri).isEqualTo(before.uri);
            assertThat(after.duration).isEqualTo(before.duration);
        }
        if (!after.parts.isEmpty()) {
            assertThat(after.parts)
                    .as("appended to only")
                    .startsWith(before.parts.toArray(ListedPart[]::new));
        }
    }

    public Duration length() {
        return Duration.ofNanos(
                segments.stream()
                        .map(segment -> segment.duration)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .movePointRight(9)
                        .longValue());
    }
}
