package dev.streamapp.e2e.hls;

import dev.streamapp.e2e.hls.MediaPlaylist.Part;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a media playlist line by line (RFC 8216bis 4.4.3 to 4.4.5). */
final class MediaReader {
    private static final Set<String> WHOLE_PLAYLIST =
            Set.of(
                    "EXTM3U",
                    "EXT-X-VERSION",
                    "EXT-X-TARGETDURATION",
                    "EXT-X-MEDIA-SEQUENCE",
                    "EXT-X-DISCONTINUITY-SEQUENCE",
                    "EXT-X-ENDLIST",
                    "EXT-X-PLAYLIST-TYPE",
                    "EXT-X-I-FRAMES-ONLY",
                    "EXT-X-PART-INF",
                    "EXT-X-SERVER-CONTROL",
                    "EXT-X-INDEPENDENT-SEGMENTS",
                    "EXT-X-START");
    private static final Set<String> MOVES =
            Set.of(
                    "EXTM3U",
                    "EXT-X-MEDIA-SEQUENCE",
                    "EXT-X-DISCONTINUITY-SEQUENCE",
                    "EXT-X-ENDLIST");
    private static final Pattern EXTINF = Pattern.compile("([0-9]+(\\.[0-9]+)?),.*");
    private static final Pattern INTEGER = Pattern.compile("[0-9]{1,19}");

    private final Violations violations;
    private final Map<String, String> whole = new LinkedHashMap<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<String> hints = new ArrayList<>();
    private int neededVersion = 1;
    private SegmentDraft draft;

    MediaReader(Violations violations) {
        this.violations = violations;
        this.draft = new SegmentDraft(violations);
    }

    MediaPlaylist read(List<Line> lines) {
        for (Line line : lines) {
            switch (line) {
                case Line.Tag tag -> tag(tag);
                case Line.Uri uri -> {
                    segments.add(draft.complete(uri.value()));
                    draft = draft.next();
                }
            }
        }
        long first = number("EXT-X-MEDIA-SEQUENCE");
        long discontinuity = number("EXT-X-DISCONTINUITY-SEQUENCE");
        var numbered = number(first, discontinuity);
        int version = (int) number("EXT-X-VERSION");
        violations.require(
                Math.max(version, 1) >= neededVersion,
                Rule.VERSION,
                "version " + version + ", needed " + neededVersion);
        violations.require(
                !whole.containsKey("EXT-X-PLAYLIST-TYPE"),
                Rule.PLAYLIST_TYPE,
                "EXT-X-PLAYLIST-TYPE");
        var header = new LinkedHashMap<>(whole);
        header.keySet().removeAll(MOVES);
        boolean hasOpen = numbered.size() > segments.size();
        return new MediaPlaylist(
                Map.copyOf(header),
                version,
                targetDuration(),
                first,
                discontinuity,
                ServerControl.partTarget(whole, violations),
                whole.containsKey("EXT-X-INDEPENDENT-SEGMENTS"),
                whole.containsKey("EXT-X-ENDLIST"),
                List.copyOf(numbered.subList(0, segments.size())),
                hasOpen ? numbered.getLast() : null,
                List.copyOf(hints));
    }

    private void tag(Line.Tag tag) {
        if (WHOLE_PLAYLIST.contains(tag.name())) {
            violations.require(
                    whole.putIfAbsent(tag.name(), tag.value()) == null,
                    Rule.TAG_ONCE,
                    "#" + tag.name());
            boolean sequence = tag.name().endsWith("-SEQUENCE");
            violations.require(
                    !sequence || (segments.isEmpty() && !draft.started()),
                    Rule.SEQUENCE_FIRST,
                    "line " + tag.number() + ": #" + tag.name());
            return;
        }
        switch (tag.name()) {
            case "EXTINF" -> extinf(tag);
            case "EXT-X-PART" -> part(new Attributes(tag, violations));
            case "EXT-X-MAP" -> {
                need(6);
                draft.map(new Attributes(tag, violations).requiredQuoted("URI"), tag);
            }
            case "EXT-X-PROGRAM-DATE-TIME" -> draft.date(tag);
            case "EXT-X-DISCONTINUITY" -> draft.discontinuity(tag);
            case "EXT-X-GAP" -> draft.gap();
            case "EXT-X-BYTERANGE" -> need(4);
            case "EXT-X-SKIP" -> {
                need(9);
                violations.add(
                        Rule.SKIP_UNASKED, "line " + tag.number() + ": #EXT-X-SKIP:" + tag.value());
            }
            case "EXT-X-PRELOAD-HINT" -> hint(new Attributes(tag, violations));
            default -> {
                // unknown tags are ignored, as clients must (6.3.1)
            }
        }
    }

    private void extinf(Line.Tag tag) {
        var matcher = EXTINF.matcher(tag.value());
        if (matcher.matches()) {
            need(matcher.group(2) == null ? 1 : 3);
            draft.duration(new BigDecimal(matcher.group(1)));
        } else {
            violations.add(Rule.EXTINF, "line " + tag.number() + ": #EXTINF:" + tag.value());
        }
    }

    private void part(Attributes attributes) {
        String uri = attributes.requiredQuoted("URI");
        BigDecimal duration = attributes.requiredDecimal("DURATION");
        if (uri != null && duration != null) {
            draft.part(
                    new Part(uri, duration, attributes.yes("INDEPENDENT"), attributes.yes("GAP")));
        }
    }

    private void hint(Attributes attributes) {
        String uri = attributes.requiredQuoted("URI");
        if (attributes.required("TYPE")
                && "PART".equals(attributes.enumerated("TYPE"))
                && uri != null) {
            hints.add(uri);
        }
    }

    /**
     * The segments with their numbers, which are known only when the header is; the open one last,
     * if there is one.
     */
    private List<Segment> number(long first, long discontinuity) {
        var numbered = new ArrayList<Segment>();
        long discontinuities = discontinuity;
        var all = new ArrayList<>(segments);
        if (draft.hasParts()) {
            all.add(draft.open());
        }
        for (Segment segment : all) {
            discontinuities += segment.discontinuityNumber();
            numbered.add(
                    new Segment(
                            first + numbered.size(),
                            segment.uri(),
                            segment.duration(),
                            segment.map(),
                            segment.date(),
                            segment.discontinuity(),
                            discontinuities,
                            segment.gap(),
                            segment.parts()));
        }
        return numbered;
    }

    private int targetDuration() {
        String value = whole.get("EXT-X-TARGETDURATION");
        boolean valid =
                value != null && INTEGER.matcher(value).matches() && Long.parseLong(value) >= 1;
        violations.require(valid, Rule.TARGET_DURATION, "EXT-X-TARGETDURATION:" + value);
        return valid ? (int) number("EXT-X-TARGETDURATION") : 1;
    }

    private long number(String tag) {
        String value = whole.get(tag);
        if (value == null) {
            return 0;
        }
        boolean valid = INTEGER.matcher(value).matches();
        violations.require(valid, Rule.ATTRIBUTE_SYNTAX, "#" + tag + ":" + value);
        return valid ? Long.parseLong(value) : 0;
    }

    private void need(int version) {
        neededVersion = Math.max(neededVersion, version);
    }
}
