package dev.streamapp.e2e.bench.edge;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * As much of a media playlist as a viewer of a crowd needs, and cheaply: names of files say which
 * part and segment they are.
 */
final class LivePlaylist {
    private static final Pattern PART =
            Pattern.compile("#EXT-X-PART:[^\\n]*URI=\"([^\"]*-(\\d+)-(\\d+)\\.mp4)\"");
    private static final Pattern SEGMENT = Pattern.compile("(?m)^([^#\\n]*-(\\d+)\\.mp4)$");

    private final String text;

    LivePlaylist(String text) {
        this.text = text;
    }

    /** One listed file; the part of a segment is -1. */
    record File(String name, long segment, int part) implements Comparable<File> {
        /** What a blocking reload asks for once this is known (RFC 8216bis 6.2.5.2). */
        String next() {
            return "?_HLS_msn=" + segment + "&_HLS_part=" + (part + 1);
        }

        @Override
        public int compareTo(File other) {
            return segment != other.segment
                    ? Long.compare(segment, other.segment)
                    : Integer.compare(part, other.part);
        }
    }

    List<File> parts() {
        return PART.matcher(text).results().map(found -> file(found, true)).toList();
    }

    List<File> segments() {
        return SEGMENT.matcher(text).results().map(found -> file(found, false)).toList();
    }

    private static File file(MatchResult found, boolean part) {
        return new File(
                found.group(1),
                Long.parseLong(found.group(2)),
                part ? Integer.parseInt(found.group(3)) : -1);
    }
}
