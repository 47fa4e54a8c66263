package dev.streamapp.e2e.hls;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** Reads a playlist and checks it by itself, without regard to earlier versions of it. */
public final class PlaylistReader {
    private static final Set<String> MULTIVARIANT_TAGS =
            Set.of(
                    "EXT-X-MEDIA",
                    "EXT-X-STREAM-INF",
                    "EXT-X-I-FRAME-STREAM-INF",
                    "EXT-X-SESSION-DATA",
                    "EXT-X-SESSION-KEY",
                    "EXT-X-CONTENT-STEERING");

    private PlaylistReader() {}

    /**
     * What was read and what is wrong with it.
     *
     * @param playlist as far as it could be understood
     */
    public record Result(Playlist playlist, List<Violation> violations) {}

    /** Reads the bytes of a playlist; they need not be a valid one. */
    public static Result read(byte[] body) {
        try {
            return read(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException e) {
            Result lossy = read(new String(body, StandardCharsets.UTF_8));
            var violations = new Violations();
            violations.add(Rule.UTF8, "bytes that are no UTF-8");
            lossy.violations()
                    .forEach(violation -> violations.add(violation.rule(), violation.found()));
            return new Result(lossy.playlist(), violations.list());
        }
    }

    /** Reads the text of a playlist; it need not be a valid one. */
    public static Result read(String text) {
        var violations = new Violations();
        List<Line> lines = Line.read(text, violations);
        boolean multivariant =
                lines.stream()
                        .anyMatch(line ->
                                line instanceof Line.Tag tag
                                        && MULTIVARIANT_TAGS.contains(tag.name()));
        Playlist playlist =
                multivariant
                        ? new MultivariantReader(violations).read(lines)
                        : new MediaReader(violations).read(lines);
        if (playlist instanceof MediaPlaylist media) {
            MediaRules.check(media, violations);
        }
        return new Result(playlist, violations.list());
    }
}
