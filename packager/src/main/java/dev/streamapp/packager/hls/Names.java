package dev.streamapp.packager.hls;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * File names, which are also the URIs: {@code RUN-init.mp4}, {@code RUN-MSN.mp4}, {@code
 * RUN-MSN-PART.mp4}. A run is never repeated, so a name has one content for ever.
 */
public sealed interface Names {
    /** Start in milliseconds and four characters. */
    String run();

    /** The Media Initialization Section of a run. */
    record Init(String run) implements Names {
        @Override
        public String toString() {
            return run + "-init.mp4";
        }
    }

    /** A whole segment. */
    record OfSegment(String run, long msn) implements Names {
        @Override
        public String toString() {
            return run + "-" + msn + ".mp4";
        }
    }

    /** A partial segment. */
    record OfPart(String run, long msn, int part) implements Names {
        public OfSegment segment() {
            return new OfSegment(run, msn);
        }

        @Override
        public String toString() {
            return run + "-" + msn + "-" + part + ".mp4";
        }
    }

    Pattern GRAMMAR =
            Pattern.compile(
                    "([0-9]{1,15}[a-z0-9]{4})-(?:(init)|([0-9]{1,12})(?:-([0-9]{1,4}))?)\\.mp4");

    /** The name in a request, or null for anything that is none. */
    static @Nullable Names parse(String name) {
        Matcher matcher = GRAMMAR.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        String run = matcher.group(1);
        if (matcher.group(2) != null) {
            return new Init(run);
        }
        long msn = Long.parseLong(matcher.group(3));
        String part = matcher.group(4);
        Names parsed =
                part == null
                        ? new OfSegment(run, msn)
                        : new OfPart(run, msn, Integer.parseInt(part));
        // leading zeros would give one file several names
        return parsed.toString().equals(name) ? parsed : null;
    }
}
