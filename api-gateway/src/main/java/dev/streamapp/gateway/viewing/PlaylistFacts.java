package dev.streamapp.gateway.viewing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a media playlist (RFC 8216bis) tells about the health of a stream.
 *
 * @param head the first lines, as they are
 * @param segments complete segments listed
 * @param newestPart name of the last part listed
 * @param newestPartAge seconds since the end of what is listed was filmed; grows when nothing comes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PlaylistFacts(
        List<String> head,
        @JsonProperty("media_sequence") @Nullable Long mediaSequence,
        @JsonProperty("discontinuity_sequence") @Nullable Long discontinuitySequence,
        @JsonProperty("target_duration") @Nullable Long targetDuration,
        int segments,
        @JsonProperty("newest_part") @Nullable String newestPart,
        @JsonProperty("newest_part_age") @Nullable Double newestPartAge) {

    private static final int HEAD = 20;
    private static final Pattern PART =
            Pattern.compile("#EXT-X-PART:DURATION=([0-9.]+),URI=\"([^\"]+)\".*");
    private static final Pattern SEGMENT = Pattern.compile("#EXTINF:([0-9.]+),.*");
    private static final String TIME = "#EXT-X-PROGRAM-DATE-TIME:";

    static PlaylistFacts of(String playlist, Instant now) {
        List<String> lines = playlist.lines().toList();
        var reading = new Reading();
        lines.forEach(reading::take);
        return new PlaylistFacts(
                lines.stream().limit(HEAD).toList(),
                number(lines, "#EXT-X-MEDIA-SEQUENCE:"),
                number(lines, "#EXT-X-DISCONTINUITY-SEQUENCE:"),
                number(lines, "#EXT-X-TARGETDURATION:"),
                reading.segments,
                reading.newestPart,
                reading.age(now));
    }

    private static @Nullable Long number(List<String> lines, String tag) {
        return lines.stream()
                .filter(line -> line.startsWith(tag))
                .map(line -> line.substring(tag.length()))
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .findFirst()
                .orElse(null);
    }

    /** Follows the clock of the playlist: a segment's time plus the parts or the whole of it. */
    private static final class Reading {

        private @Nullable Instant segmentStart;
        private double parts;
        private double listed;
        private int segments;
        private @Nullable String newestPart;

        void take(String line) {
            var part = PART.matcher(line);
            var segment = SEGMENT.matcher(line);
            if (line.startsWith(TIME)) {
                segmentStart = time(line.substring(TIME.length()));
                parts = 0;
                listed = 0;
            } else if (part.matches()) {
                parts += Double.parseDouble(part.group(1));
                newestPart = part.group(2);
                listed = parts;
            } else if (segment.matches()) {
                segments++;
                listed = Double.parseDouble(segment.group(1));
            }
        }

        @Nullable Double age(Instant now) {
            if (segmentStart == null) {
                return null;
            }
            Instant end = segmentStart.plusMillis(Math.round(listed * 1000));
            return Duration.between(end, now).toMillis() / 1000.0;
        }

        private static @Nullable Instant time(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                return null;
            }
        }
    }
}
