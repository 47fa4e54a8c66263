package dev.streamapp.packager.store;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Part;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.media.Initialization;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What a new life of the packager starts from.
 *
 * @param listing the old list as far as its files are whole; empty where there is none
 * @param initializations by run
 * @param problem why the old list could not be read, or null
 */
public record Recovery(
        Listing listing, Map<String, byte[]> initializations, @Nullable String problem) {

    /** No stream is older. */
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * Reads journal and files. Sequence numbers never go back: without a readable journal segments
     * go on above every file and above the current Unix second, which no stream reaches by
     * counting. Discontinuities go on at the hours since {@link #BEGINNING}, which a stream with
     * less than one an hour does not reach either; a large number is out of the question, because
     * hls.js copies an array of that length and hangs.
     *
     * @param targets what is promised from now on; a list that was promised otherwise ends
     */
    public static Recovery from(Volume volume, Journal journal, Targets targets, Instant now)
            throws IOException {
        long highest = highestMsn(volume);
        long fresh = Math.max(now.getEpochSecond(), highest + 1);
        if (!journal.exists()) {
            return new Recovery(empty(fresh, now), Map.of(), null);
        }
        try {
            Listing old = journal.read();
            boolean kept =
                    old.promise() == null || old.promise().equals(Listing.Promise.of(targets));
            // a part is stored before its segment is noted; anything further on was listed, and
            // the journal has lost it: its number must not be given to another segment
            boolean complete = highest <= old.nextMsn();
            return kept && complete ? verified(volume, old, fresh, now) : ended(old, fresh, now);
        } catch (IOException e) {
            String problem =
                    e instanceof StateUnreadable
                            ? e.getMessage()
                            : Journal.FILE + " cannot be read: " + e.getMessage();
            return new Recovery(empty(fresh, now), Map.of(), problem);
        }
    }

    /** An empty list behind another: whoever knows the old one must not take the new one for it. */
    private static Recovery ended(Listing old, long fresh, Instant now) {
        long behind = old.segments().stream().filter(Segment::discontinuity).count();
        long sequence = Math.max(freshDiscontinuity(now), old.discontinuitySequence() + behind + 1);
        long next = Math.max(fresh, old.nextMsn());
        return new Recovery(new Listing(next, sequence, List.of(), null), Map.of(), null);
    }

    private static Listing empty(long fresh, Instant now) {
        return new Listing(fresh, freshDiscontinuity(now), List.of(), null);
    }

    private static long freshDiscontinuity(Instant now) {
        return Math.max(1, Duration.between(BEGINNING, now).toHours());
    }

    private static Recovery verified(Volume volume, Listing old, long fresh, Instant now) {
        Map<String, byte[]> inits = new HashMap<>();
        List<Segment> kept = new ArrayList<>();
        long discontinuities = old.discontinuitySequence();
        for (Segment segment : old.segments()) {
            Segment whole = whole(volume, segment, inits);
            if (whole == null && !segment.closed() && segment.parts().isEmpty()) {
                continue;
            }
            if (whole == null) {
                // the list must have no hole: what came before a lost segment goes with it
                discontinuities += kept.stream().filter(Segment::discontinuity).count();
                discontinuities += segment.discontinuity() ? 1 : 0;
                kept.clear();
            } else {
                kept.add(whole);
            }
        }
        boolean lost = kept.isEmpty();
        long next = lost ? Math.max(fresh, old.nextMsn()) : kept.getLast().msn() + 1;
        long sequence = lost ? Math.max(freshDiscontinuity(now), discontinuities) : discontinuities;
        inits.keySet().retainAll(kept.stream().map(Segment::run).toList());
        return new Recovery(new Listing(next, sequence, kept, null), inits, null);
    }

    /** The segment with the parts that are on the volume, closed; or null where it is of no use. */
    private static @Nullable Segment whole(
            Volume volume, Segment segment, Map<String, byte[]> inits) {
        if (inits.computeIfAbsent(segment.run(), run -> init(volume, run)).length == 0) {
            return null;
        }
        long size = volume.size(segment.name().toString());
        if (segment.closed()) {
            return size < segment.bytes() ? null : segment;
        }
        int present = 0;
        long needed = 0;
        for (Part part : segment.parts()) {
            needed += part.bytes();
            if (size < needed) {
                break;
            }
            present++;
        }
        Segment open =
                new Segment(
                        segment.run(),
                        segment.msn(),
                        segment.discontinuity(),
                        segment.start(),
                        segment.parts().subList(0, present),
                        0);
        return present == 0 ? null : open.close(open.partNanos());
    }

    private static byte[] init(Volume volume, String run) {
        try (InputStream in = volume.open(new Names.Init(run).toString())) {
            byte[] bytes = in.readAllBytes();
            Initialization.parse(bytes);
            return bytes;
        } catch (IOException e) {
            return new byte[0];
        }
    }

    private static long highestMsn(Volume volume) throws IOException {
        AtomicLong highest = new AtomicLong(-1);
        volume.names(file -> {
            long msn =
                    switch (Names.parse(file)) {
                        case Names.OfPart part -> part.msn();
                        case Names.OfSegment segment -> segment.msn();
                        case Names.Init _ -> -1;
                        case null -> -1;
                    };
            highest.accumulateAndGet(msn, Math::max);
        });
        return highest.get();
    }
}
