package dev.streamapp.e2e.hls;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * The movie fragments of a segment or part (ISO/IEC 14496-12 8.8), as far as the rules need them.
 *
 * @param runs in file order
 */
record Fragments(List<Run> runs) {
    private static final int NOT_SYNC = 0x00010000;

    /**
     * The samples of one track in one fragment.
     *
     * @param start decode time in the track's timescale
     * @param duration in the track's timescale
     * @param sync for each sample whether it is a sync sample (a key frame)
     */
    record Run(
            Initialization.Track track,
            long start,
            long duration,
            List<Boolean> sync,
            long longestSample) {}

    static Fragments read(
            byte[] bytes, Initialization initialization, String uri, Violations violations) {
        var runs = new ArrayList<Run>();
        List<Box> boxes = Box.in(ByteBuffer.wrap(bytes));
        violations.require(
                boxes.stream().anyMatch(box -> box.type().equals("moof")),
                Rule.FRAGMENT,
                uri + " has no moof");
        for (Box moof : boxes) {
            if (moof.type().equals("moof")) {
                for (Box traf : moof.children("traf")) {
                    run(traf, initialization, uri, violations, runs);
                }
            }
        }
        return new Fragments(List.copyOf(runs));
    }

    private static void run(
            Box traf,
            Initialization initialization,
            String uri,
            Violations violations,
            List<Run> runs) {
        var header = traf.child("tfhd");
        var time = traf.child("tfdt");
        violations.require(time.isPresent(), Rule.FRAGMENT, uri + " has a traf without tfdt");
        if (header.isEmpty() || time.isEmpty()) {
            return;
        }
        ByteBuffer content = header.get().content();
        int flags = header.get().flags();
        violations.require((flags & 0x1) == 0, Rule.FRAGMENT, uri + " has absolute data offsets");
        var track = initialization.tracks().get(content.getInt(4));
        if (track == null) {
            violations.add(
                    Rule.FRAGMENT,
                    uri
                            + " has a traf of track "
                            + content.getInt(4)
                            + ", which the initialization section lacks");
            return;
        }
        int at = 8 + ((flags & 0x1) != 0 ? 8 : 0) + ((flags & 0x2) != 0 ? 4 : 0);
        int duration = (flags & 0x8) != 0 ? content.getInt(at) : track.sampleDuration();
        at += ((flags & 0x8) != 0 ? 4 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
        int sampleFlags = (flags & 0x20) != 0 ? content.getInt(at) : track.sampleFlags();
        long start =
                time.get().version() == 1
                        ? time.get().content().getLong(4)
                        : Integer.toUnsignedLong(time.get().content().getInt(4));
        for (Box trun : traf.children("trun")) {
            Run run = samples(trun, track, start, duration, sampleFlags);
            runs.add(run);
            start += run.duration();
        }
    }

    private static Run samples(
            Box trun,
            Initialization.Track track,
            long start,
            int defaultDuration,
            int defaultFlags) {
        ByteBuffer content = trun.content();
        int flags = trun.flags();
        int count = content.getInt(4);
        int at = 8 + ((flags & 0x1) != 0 ? 4 : 0);
        int firstFlags = (flags & 0x4) != 0 ? content.getInt(at) : defaultFlags;
        at += (flags & 0x4) != 0 ? 4 : 0;
        long total = 0;
        long longest = 0;
        var sync = new ArrayList<Boolean>();
        for (int i = 0; i < count; i++) {
            int duration = (flags & 0x100) != 0 ? content.getInt(at) : defaultDuration;
            at += ((flags & 0x100) != 0 ? 4 : 0) + ((flags & 0x200) != 0 ? 4 : 0);
            int own = i == 0 ? firstFlags : defaultFlags;
            if ((flags & 0x400) != 0) {
                own = content.getInt(at);
                at += 4;
            }
            at += (flags & 0x800) != 0 ? 4 : 0;
            sync.add((own & NOT_SYNC) == 0);
            total += duration;
            longest = Math.max(longest, duration);
        }
        return new Run(track, start, total, List.copyOf(sync), longest);
    }

    private List<Run> of(boolean video) {
        return runs.stream().filter(run -> run.track().video() == video).toList();
    }

    /** Seconds of the picture, or of the sound where there is no picture. */
    double duration() {
        List<Run> counted = of(true).isEmpty() ? of(false) : of(true);
        return counted.stream()
                .mapToDouble(run -> (double) run.duration() / run.track().timescale())
                .sum();
    }

    /** The longest frame in seconds; nothing can be cut more finely. */
    double longestFrame() {
        return of(true).stream()
                .mapToDouble(run -> (double) run.longestSample() / run.track().timescale())
                .max()
                .orElse(0.05);
    }

    boolean containsKeyFrame() {
        return of(true).stream().anyMatch(run -> run.sync().contains(true));
    }

    boolean startsWithKeyFrame() {
        return of(true).stream().findFirst().map(run -> run.sync().getFirst()).orElse(true);
    }

    boolean hasVideo() {
        return !of(true).isEmpty();
    }

    long samples(boolean video) {
        return of(video).stream().mapToLong(run -> run.sync().size()).sum();
    }

    /** First decode time of a kind of track, in its timescale. */
    OptionalLong start(boolean video) {
        return of(video).stream().mapToLong(Run::start).findFirst();
    }

    /** Decode time after the last sample of a kind of track. */
    OptionalLong end(boolean video) {
        return of(video).stream()
                .mapToLong(run -> run.start() + run.duration())
                .reduce((before, last) -> last);
    }
}
