package dev.streamapp.packager.hls;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Media Playlist (RFC 8216bis, 4.4.3) of a live stream; it never ends with EXT-X-ENDLIST.
 *
 * @param discontinuitySequence EXT-X-DISCONTINUITY-SEQUENCE (4.4.3.3)
 * @param segments in order; only the last may be open; at least one is closed
 * @param hint the part that comes next, or null where that is not known
 */
public record MediaPlaylist(
        Targets targets,
        long discontinuitySequence,
        List<Segment> segments,
        Names.@Nullable OfPart hint) {
    /** 9 covers every tag used; EXT-X-MAP needs 6 (8). */
    private static final int VERSION = 9;

    /** Parts are listed for the last three target durations, as 6.2.2 asks at least. */
    private static final int TARGETS_WITH_PARTS = 3;

    private static final long SECOND = 1_000_000_000L;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    public MediaPlaylist {
        segments = List.copyOf(segments);
    }

    public long mediaSequence() {
        return segments.getFirst().msn();
    }

    public Segment last() {
        return segments.getLast();
    }

    /** Without what began before; null as long as that leaves no whole segment. */
    public @Nullable MediaPlaylist since(Instant from) {
        int left = 0;
        while (left < segments.size() && segments.get(left).start().isBefore(from)) {
            left++;
        }
        if (left == 0) {
            return this;
        }
        List<Segment> rest = segments.subList(left, segments.size());
        if (rest.stream().noneMatch(Segment::closed)) {
            return null;
        }
        long discontinuities =
                segments.subList(0, left).stream().filter(Segment::discontinuity).count();
        return new MediaPlaylist(targets, discontinuitySequence + discontinuities, rest, hint);
    }

    /**
     * How many segments a Playlist Delta Update leaves out: those before the Skip Boundary
     * (6.2.5.1).
     */
    public int skippable() {
        if (targets.skipSeconds() == 0) {
            return 0;
        }
        long behind = targets.skipSeconds() * SECOND;
        int at = segments.size();
        while (at > 0 && behind > 0) {
            behind -= length(segments.get(--at));
        }
        return at;
    }

    /**
     * The text as served.
     *
     * @param base under what media are listed
     */
    public String render(MediaBase base) {
        return render(base, 0);
    }

    /**
     * A Playlist Delta Update (6.2.5.1). The numbers of the header are those of the whole list; the
     * first segment told has its EXT-X-MAP with it, because not every player carries over the one
     * it knows.
     *
     * @param skipped how many segments EXT-X-SKIP stands for
     */
    public String render(MediaBase base, int skipped) {
        List<Segment> told = segments.subList(skipped, segments.size());
        StringBuilder out = new StringBuilder(4096 + 128 * told.size());
        header(out);
        if (skipped > 0) {
            out.append("#EXT-X-SKIP:SKIPPED-SEGMENTS=").append(skipped).append('\n');
        }
        long partsFrom = partsFrom();
        String run = "";
        for (Segment segment : told) {
            segmentHead(out, segment, run, base);
            if (!segment.closed() || segment.msn() >= partsFrom) {
                parts(out, segment, base);
            }
            if (segment.closed()) {
                out.append("#EXTINF:").append(seconds(segment.nanos())).append(",\n");
                out.append(base.of(segment.name())).append('\n');
            }
            run = segment.run();
        }
        if (hint != null) {
            out.append("#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"");
            out.append(base.of(hint)).append("\"\n");
        } else if (last().closed()) {
            // It comes with the next run anyway. Without a line after the last URI hls.js takes the
            // last segment for an open one and the next run for a mismatch.
            out.append("#EXT-X-DISCONTINUITY\n");
        }
        return out.toString();
    }

    private void header(StringBuilder out) {
        long target = targets.targetSeconds();
        out.append("#EXTM3U\n#EXT-X-VERSION:").append(VERSION);
        out.append("\n#EXT-X-TARGETDURATION:").append(target);
        out.append("\n#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=");
        out.append(decimal(targets.holdBackNanos())).append(",HOLD-BACK=").append(3 * target);
        if (targets.skipSeconds() > 0) {
            out.append(",CAN-SKIP-UNTIL=").append(targets.skipSeconds());
        }
        out.append("\n#EXT-X-PART-INF:PART-TARGET=").append(decimal(targets.partNanos()));
        out.append("\n#EXT-X-MEDIA-SEQUENCE:").append(mediaSequence());
        out.append("\n#EXT-X-DISCONTINUITY-SEQUENCE:").append(discontinuitySequence).append('\n');
    }

    private static void segmentHead(
            StringBuilder out, Segment segment, String previousRun, MediaBase base) {
        if (segment.discontinuity()) {
            out.append("#EXT-X-DISCONTINUITY\n");
        }
        if (!segment.run().equals(previousRun)) {
            Names init = new Names.Init(segment.run());
            out.append("#EXT-X-MAP:URI=\"").append(base.of(init)).append("\"\n");
        }
        out.append("#EXT-X-PROGRAM-DATE-TIME:").append(time(segment.start())).append('\n');
    }

    private static void parts(StringBuilder out, Segment segment, MediaBase base) {
        for (int i = 0; i < segment.parts().size(); i++) {
            Part part = segment.parts().get(i);
            out.append("#EXT-X-PART:DURATION=").append(seconds(part.nanos()));
            out.append(",URI=\"").append(base.of(segment.name(i))).append('"');
            out.append(part.independent() ? ",INDEPENDENT=YES\n" : "\n");
        }
    }

    private long partsFrom() {
        long wanted = TARGETS_WITH_PARTS * targets.target().toNanos();
        for (Segment segment : segments.reversed()) {
            if (wanted <= 0) {
                return segment.msn() + 1;
            }
            wanted -= length(segment);
        }
        return 0;
    }

    private static long length(Segment segment) {
        return segment.closed() ? segment.nanos() : segment.partNanos();
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }

    static String seconds(long nanos) {
        return BigDecimal.valueOf(nanos, 9).setScale(5, RoundingMode.HALF_UP).toPlainString();
    }

    private static String decimal(long nanos) {
        return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString();
    }
}
