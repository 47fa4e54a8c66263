package dev.streamapp.packager.recording;

import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.store.Volume;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One recording: segments with consecutive Media Sequence Numbers, of which the first ones may be
 * gone already. Not safe for threads; {@link Recordings} guards it.
 */
final class Recording {
    private final Index index;
    private final long firstMsn;
    private final Deque<String> runs = new ArrayDeque<>();
    private int from;
    private int until;
    private Entry first;
    private Entry last;

    private Recording(Index index, int from, int until, Entry first, Entry last) {
        this.index = index;
        this.from = from;
        this.until = until;
        this.first = first;
        this.last = last;
        this.firstMsn = last.msn() - until + 1;
    }

    /** A recording begins with that segment. */
    static Recording begin(Volume volume, Segment segment) throws IOException {
        Index index = new Index(volume, segment.run() + "-" + segment.msn());
        Entry entry = entry(segment, false, 0, 0, 0, 0);
        index.put(0, entry);
        Recording recording = new Recording(index, 0, 1, entry, entry);
        recording.runs.add(entry.run());
        return recording;
    }

    private static Entry entry(
            Segment s, boolean broken, long offset, long elapsed, long longest, int stretch) {
        return new Entry(
                s.run(),
                s.msn(),
                broken,
                s.start(),
                s.nanos(),
                s.bytes(),
                offset,
                elapsed,
                Math.max(longest, s.nanos()),
                stretch);
    }

    /**
     * Takes up a recording of an earlier life as far as its files are there: the first ones were
     * given up, the last ones may have been lost with the machine.
     *
     * @return null where nothing is left
     */
    static @Nullable Recording restore(Volume volume, String id) throws IOException {
        Index index = new Index(volume, id);
        int until = index.size();
        Entry last = null;
        while (until > 0 && last == null) {
            Entry entry = index.find(until - 1);
            if (entry != null && volume.size(entry.name().toString()) >= entry.bytes()) {
                last = entry;
            } else {
                until--;
            }
        }
        if (last == null) {
            return null;
        }
        int from = 0;
        Entry first = index.find(0);
        while (first == null || volume.size(first.name().toString()) < first.bytes()) {
            first = index.find(++from);
        }
        Recording recording = new Recording(index, from, until, first, last);
        recording.restoreRuns();
        return recording;
    }

    /** Goes back from timeline to timeline; what is before a damaged entry is given up. */
    private void restoreRuns() throws IOException {
        Entry at = last;
        runs.addFirst(at.run());
        while (at.stretch() > from) {
            int stretch = at.stretch();
            Entry before = index.find(stretch - 1);
            if (before == null) {
                from = stretch;
                first = index.get(stretch);
                return;
            }
            at = before;
            if (!at.run().equals(runs.getFirst())) {
                runs.addFirst(at.run());
            }
        }
    }

    String id() {
        return index.id();
    }

    long firstMsn() {
        return firstMsn;
    }

    Entry first() {
        return first;
    }

    Entry last() {
        return last;
    }

    int runs() {
        return runs.size();
    }

    boolean has(String run) {
        return runs.contains(run);
    }

    boolean has(long msn) {
        return msn >= firstMsn + from && msn < firstMsn + until;
    }

    long bytes() {
        return last.offsetAfter() - first.offset();
    }

    Duration duration() {
        return Duration.ofNanos(last.elapsedAfter() - first.elapsed());
    }

    /** Whether the segment belongs to the same on-air period. */
    boolean goesOnWith(Segment segment, Policy policy) {
        return segment.msn() == last.msn() + 1
                && !segment.start().isAfter(last.end().plus(policy.gap()))
                && last.elapsedAfter() + segment.nanos() <= Policy.LONGEST.toNanos()
                && runs.size() < Policy.MOST_RUNS;
    }

    void add(Segment segment) throws IOException {
        boolean sameRun = segment.run().equals(last.run());
        boolean broken = segment.discontinuity() || !sameRun;
        Entry entry =
                entry(
                        segment,
                        broken,
                        last.offsetAfter(),
                        last.elapsedAfter(),
                        last.longest(),
                        broken ? until : last.stretch());
        index.put(until, entry);
        until++;
        last = entry;
        if (!sameRun) {
            runs.add(entry.run());
        }
    }

    /**
     * Gives up the first segment, which must not be the only one.
     *
     * @return its run where nothing of that is left
     */
    @Nullable String dropFirst() throws IOException {
        Entry next = index.get(from + 1);
        from++;
        first = next;
        return next.run().equals(runs.getFirst()) ? null : runs.removeFirst();
    }

    /** What there is of it now, to be read without guard. */
    Extract whole() {
        return new Extract(index, from, until, firstMsn);
    }

    Recorded listed(boolean ongoing) {
        Instant start = first.start();
        return new Recorded(id(), start, last.end(), duration(), bytes(), ongoing);
    }
}
