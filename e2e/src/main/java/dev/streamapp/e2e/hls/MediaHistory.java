package dev.streamapp.e2e.hls;

import dev.streamapp.e2e.hls.MediaPlaylist.Part;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Every media file of one stream that was served, and the rules on their contents (RFC 8216bis
 * 3.1.2, 3.2, 4.4.4.9).
 */
public final class MediaHistory {
    private final Map<String, String> digests = new HashMap<>();
    private final Map<String, Initialization> initializations = new HashMap<>();
    private final Map<Long, Ends> ends = new HashMap<>();

    /** Where the picture of a segment ends, in its timescale, and how long its longest frame is. */
    private record Ends(String map, OptionalLong video, long slack) {}

    /** Remembers what a URL answered and compares it with what it answered before. */
    public synchronized List<Violation> served(String uri, byte[] body) {
        var violations = new Violations();
        String digest = digest(body);
        String before = digests.putIfAbsent(uri, digest);
        violations.require(
                before == null || before.equals(digest),
                Rule.ONE_CONTENT,
                uri + " answered twice, differently");
        return violations.list();
    }

    /** Checks an initialization section, which must be given before the media it is for. */
    public synchronized List<Violation> initialization(String uri, byte[] body) {
        var violations = new Violations();
        initializations.put(uri, Initialization.read(body, uri, violations));
        return violations.list();
    }

    /** Checks the contents of one part against what the playlist says of it. */
    public synchronized List<Violation> part(Segment parent, Part part, byte[] body) {
        var violations = new Violations();
        Fragments fragments = fragments(parent, part.uri(), body, violations);
        duration(part.uri(), part.duration().doubleValue(), fragments, violations);
        boolean key = fragments.containsKeyFrame();
        violations.require(
                key || !part.independent() || !fragments.hasVideo(),
                Rule.INDEPENDENT,
                part.uri() + " has no key frame");
        violations.require(
                part.independent() || !key,
                Rule.INDEPENDENT_MARKED,
                part.uri() + " has a key frame");
        return violations.list();
    }

    /**
     * Checks the contents of one complete segment.
     *
     * @param parts bodies of its parts in order; empty when they are not all known
     * @param independent whether the playlist has EXT-X-INDEPENDENT-SEGMENTS
     */
    public synchronized List<Violation> segment(
            Segment segment, byte[] body, List<byte[]> parts, boolean independent) {
        var violations = new Violations();
        var joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        violations.require(
                parts.isEmpty() || digest(joined.toByteArray()).equals(digest(body)),
                Rule.PARTS_ARE_SEGMENT,
                segment.uri()
                        + " has "
                        + body.length
                        + " bytes, its "
                        + parts.size()
                        + " parts "
                        + joined.size());
        Fragments fragments = fragments(segment, segment.uri(), body, violations);
        duration(segment.uri(), segment.duration().doubleValue(), fragments, violations);
        violations.require(
                !independent || fragments.startsWithKeyFrame(),
                Rule.INDEPENDENT_SEGMENTS,
                segment.uri() + " starts without a key frame");
        timestamps(segment, fragments, violations);
        return violations.list();
    }

    /** Whether there is a picture in what an initialization section is for. */
    public synchronized boolean hasVideo(String map) {
        return initialization(map).video().isPresent();
    }

    /**
     * Samples of the picture in a body, or of the sound where there is no picture, for comparison
     * with what a decoder makes of it.
     */
    public synchronized long samples(String map, byte[] body) {
        return Fragments.read(body, initialization(map), map, new Violations())
                .samples(hasVideo(map));
    }

    private Initialization initialization(String map) {
        return initializations.getOrDefault(map, new Initialization(Map.of()));
    }

    private Fragments fragments(Segment segment, String uri, byte[] body, Violations violations) {
        return Fragments.read(body, initialization(String.valueOf(segment.map())), uri, violations);
    }

    /**
     * A frame lies wholly in one part, so its media may differ from the announced time by that
     * frame.
     */
    private static void duration(
            String uri, double announced, Fragments fragments, Violations violations) {
        double difference = Math.abs(announced - fragments.duration());
        violations.require(
                difference <= fragments.longestFrame() + 0.02,
                Rule.MEDIA_DURATION,
                "%s is announced with %.3f s and has %.3f s"
                        .formatted(uri, announced, fragments.duration()));
    }

    private void timestamps(Segment segment, Fragments fragments, Violations violations) {
        Ends before = ends.get(segment.number() - 1);
        OptionalLong start = fragments.start(true);
        if (before != null
                && before.map().equals(segment.map())
                && !segment.discontinuity()
                && before.video().isPresent()
                && start.isPresent()) {
            violations.require(
                    Math.abs(start.getAsLong() - before.video().getAsLong()) <= before.slack(),
                    Rule.TIMESTAMPS,
                    segment.uri()
                            + " starts at "
                            + start.getAsLong()
                            + ", the segment before ended at "
                            + before.video().getAsLong());
        }
        long slack =
                fragments.runs().stream()
                        .filter(run -> run.track().video())
                        .mapToLong(Fragments.Run::longestSample)
                        .max()
                        .orElse(0);
        ends.put(
                segment.number(),
                new Ends(String.valueOf(segment.map()), fragments.end(true), slack));
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
