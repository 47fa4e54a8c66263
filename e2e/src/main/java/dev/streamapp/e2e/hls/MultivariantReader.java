package dev.streamapp.e2e.hls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a multivariant playlist (RFC 8216bis 4.4.6). */
final class MultivariantReader {
    private static final Set<String> ONCE =
            Set.of("EXTM3U", "EXT-X-VERSION", "EXT-X-INDEPENDENT-SEGMENTS", "EXT-X-START");
    private static final Pattern MEDIA_ONLY =
            Pattern.compile(
                    "EXTINF|EXT-X-(TARGETDURATION|MEDIA-SEQUENCE|DISCONTINUITY(-SEQUENCE)?|ENDLIST|PLAYLIST-TYPE|PART|PART-INF|SERVER-CONTROL|MAP|KEY"
                            + "|PROGRAM-DATE-TIME|BYTERANGE|GAP|PRELOAD-HINT|SKIP|RENDITION-REPORT)");
    private static final Pattern CODEC =
            Pattern.compile(
                    "avc[13]\\.[0-9A-Fa-f]{6}|(hvc1|hev1)\\.[A-C]?[0-9]+\\.[0-9A-Fa-f]+\\.[LH][0-9]+(\\.[0-9A-Fa-f]+)*|av01\\.[0-9]\\.[0-9]{2}[MH]\\.[0-9]{2}.*"
                            + "|mp4a\\.[0-9A-Fa-f]{2}(\\.[0-9]+)?|[Oo]pus|ac-3|ec-3");
    private static final Pattern FRAME_RATE = Pattern.compile("[0-9]+(\\.[0-9]{1,3})?");
    private static final Pattern RESOLUTION = Pattern.compile("[0-9]+x[0-9]+");

    private final Violations violations;

    MultivariantReader(Violations violations) {
        this.violations = violations;
    }

    MultivariantPlaylist read(List<Line> lines) {
        var seen = new HashSet<String>();
        var variants = new ArrayList<MultivariantPlaylist.Variant>();
        Line.@Nullable Tag pending = null;
        for (Line line : lines) {
            switch (line) {
                case Line.Tag tag -> {
                    violations.require(
                            !ONCE.contains(tag.name()) || seen.add(tag.name()),
                            Rule.TAG_ONCE,
                            "#" + tag.name());
                    violations.require(
                            !MEDIA_ONLY.matcher(tag.name()).matches(),
                            Rule.ONE_KIND,
                            "#" + tag.name() + " in a multivariant playlist");
                    if (tag.name().equals("EXT-X-STREAM-INF")) {
                        violations.require(
                                pending == null,
                                Rule.VARIANT_URI,
                                "two EXT-X-STREAM-INF and no URI between them");
                        pending = tag;
                    }
                }
                case Line.Uri uri -> {
                    violations.require(
                            pending != null,
                            Rule.VARIANT_URI,
                            uri.value() + " without EXT-X-STREAM-INF");
                    if (pending != null) {
                        variants.add(variant(uri.value(), new Attributes(pending, violations)));
                    }
                    pending = null;
                }
            }
        }
        violations.require(
                pending == null, Rule.VARIANT_URI, "EXT-X-STREAM-INF at the end, without a URI");
        return new MultivariantPlaylist(List.copyOf(variants));
    }

    private MultivariantPlaylist.Variant variant(String uri, Attributes attributes) {
        Long bandwidth = Objects.requireNonNullElse(attributes.integer("BANDWIDTH"), 0L);
        violations.require(
                bandwidth > 0, Rule.BANDWIDTH, "BANDWIDTH of " + uri + " is missing or zero");
        String codecs = attributes.quoted("CODECS");
        violations.require(
                codecs != null
                        && Arrays.stream(codecs.split(","))
                                .allMatch(codec -> CODEC.matcher(codec).matches()),
                Rule.CODECS,
                "CODECS=" + codecs);
        String frameRate = attributes.enumerated("FRAME-RATE");
        violations.require(
                frameRate == null || FRAME_RATE.matcher(frameRate).matches(),
                Rule.FRAME_RATE,
                "FRAME-RATE=" + frameRate);
        String resolution = attributes.enumerated("RESOLUTION");
        violations.require(
                resolution == null || RESOLUTION.matcher(resolution).matches(),
                Rule.ATTRIBUTE_SYNTAX,
                "RESOLUTION=" + resolution);
        return new MultivariantPlaylist.Variant(uri, bandwidth, codecs, resolution, frameRate);
    }
}
