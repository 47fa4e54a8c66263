package dev.streamapp.packager.recording;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.store.Keeper;
import dev.streamapp.packager.store.Library;
import dev.streamapp.packager.store.Volume;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The recordings of a stream. A segment that was completed is noted in an index and its file stays
 * when the live list has no more use for it: nothing is copied. Oldest segments go first, by age,
 * by size, and before the live picture would find the volume full.
 */
public final class Recordings implements Keeper {
    private static final System.Logger LOG = System.getLogger(Recordings.class.getName());

    /** Segments that are given up in one go, so that nobody waits long for the guard. */
    private static final int AT_ONCE = 16;

    private final Volume volume;
    private final Policy policy;
    private final Clock clock;
    private final Runnable shortened;
    private final NavigableMap<Long, Recording> byMsn = new TreeMap<>();
    private final Queue<Leftover> leftovers = new ConcurrentLinkedQueue<>();
    private long bytes;

    /**
     * @param shortened told when the volume was full before the recordings had their size
     */
    public Recordings(Volume volume, Policy policy, Clock clock, Runnable shortened)
            throws IOException {
        this.volume = volume;
        this.policy = policy;
        this.clock = clock;
        this.shortened = shortened;
        List<String> ids = new ArrayList<>();
        volume.names(file -> {
            if (file.endsWith(Index.SUFFIX)) {
                ids.add(file.substring(0, file.length() - Index.SUFFIX.length()));
            }
        });
        for (String id : ids) {
            restore(id);
        }
    }

    private void restore(String id) throws IOException {
        Recording recording = Recording.restore(volume, id);
        if (recording == null) {
            LOG.log(System.Logger.Level.WARNING, "Nothing is left of recording {0}", id);
            volume.delete(new Index(volume, id).file());
            return;
        }
        byMsn.put(recording.firstMsn(), recording);
        bytes += recording.bytes();
    }

    /** Takes up what was completed in an earlier life and not noted any more. */
    public synchronized void goOn(List<Segment> listed) {
        if (!policy.enabled()) {
            // what was on air since it was switched off is in the list too
            return;
        }
        for (Segment segment : listed) {
            Recording newest = newest();
            if (newest != null && segment.closed() && newest.goesOnWith(segment, policy)) {
                note(segment, newest);
            }
        }
    }

    /** A segment was completed. */
    public synchronized void keep(Segment segment, Library library) {
        if (!policy.enabled()) {
            return;
        }
        note(segment, newest());
        // more than that is for the housekeeping: the live picture waits for this
        for (int i = 0; i < AT_ONCE && overfull(); i++) {
            dropOldest(library);
        }
    }

    private void note(Segment segment, @Nullable Recording newest) {
        try {
            if (newest != null && newest.goesOnWith(segment, policy)) {
                newest.add(segment);
            } else {
                Recording begun = Recording.begin(volume, segment);
                byMsn.put(begun.firstMsn(), begun);
            }
            bytes += segment.bytes();
        } catch (IOException e) {
            // the next one begins another recording, because this one misses a segment
            LOG.log(System.Logger.Level.WARNING, "A segment is not recorded", e);
            if (Volume.isFull(e)) {
                shortened.run();
            }
        }
    }

    private @Nullable Recording newest() {
        return byMsn.isEmpty() ? null : byMsn.lastEntry().getValue();
    }

    private boolean overfull() {
        return bytes > policy.maxBytes() || byMsn.size() > Policy.MOST_RECORDINGS;
    }

    /** Gives up the oldest segment there is; false where there is none. */
    private boolean dropOldest(Library library) {
        Map.Entry<Long, Recording> oldest = byMsn.firstEntry();
        if (oldest == null) {
            return false;
        }
        Recording recording = oldest.getValue();
        Entry gone = recording.first();
        try {
            if (gone.msn() == recording.last().msn()) {
                byMsn.remove(oldest.getKey());
                volume.delete(recording.whole().index().file());
                library.release(gone.run());
            } else {
                String run = recording.dropFirst();
                if (run != null) {
                    library.release(run);
                }
            }
        } catch (IOException e) {
            // without its index its files go at the next start
            LOG.log(System.Logger.Level.WARNING, "Recording {0} is damaged", recording.id());
            byMsn.remove(oldest.getKey());
            bytes -= recording.bytes();
            forget(recording);
            return true;
        }
        bytes -= gone.bytes();
        library.release(gone.name());
        return true;
    }

    private void forget(Recording recording) {
        try {
            volume.delete(recording.whole().index().file());
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Its index cannot be deleted", e);
        }
    }

    /**
     * Gives up what was kept for its time, what is too much, and what is left of deleted
     * recordings: some files of each, so that others may come in between.
     *
     * @return whether there are more
     */
    public boolean tidy(Library library) {
        boolean more = releaseLeftover(library);
        return dropOlder(clock.instant().minus(policy.retention()), library) || more;
    }

    /** Without the guard: the live picture may not wait for it. */
    private boolean releaseLeftover(Library library) {
        Leftover leftover = leftovers.peek();
        if (leftover != null && !leftover.release(AT_ONCE, library)) {
            leftovers.remove(leftover);
        }
        return !leftovers.isEmpty();
    }

    private synchronized boolean dropOlder(Instant than, Library library) {
        for (int i = 0; i < AT_ONCE; i++) {
            Map.Entry<Long, Recording> oldest = byMsn.firstEntry();
            if (oldest == null
                    || (!overfull() && !oldest.getValue().first().end().isBefore(than))) {
                return false;
            }
            dropOldest(library);
        }
        return true;
    }

    @Override
    public boolean makeRoom(Library library) {
        if (!leftovers.isEmpty()) {
            releaseLeftover(library);
            return true;
        }
        return giveUpOldest(library);
    }

    private synchronized boolean giveUpOldest(Library library) {
        boolean any = false;
        // what is listed takes no room less by not being recorded
        for (int i = 0; i < AT_ONCE && !oldestIsListed(library) && dropOldest(library); i++) {
            any = true;
        }
        if (any) {
            shortened.run();
        }
        return any;
    }

    private boolean oldestIsListed(Library library) {
        Map.Entry<Long, Recording> oldest = byMsn.firstEntry();
        return oldest != null && library.lists(oldest.getValue().first().name());
    }

    /** Gives up all up to that segment, because the live list has to. */
    public synchronized void giveUp(long msn, Library library) {
        boolean any = false;
        while (!byMsn.isEmpty() && byMsn.firstEntry().getValue().first().msn() <= msn) {
            dropOldest(library);
            any = true;
        }
        if (any) {
            shortened.run();
        }
    }

    @Override
    public synchronized boolean keeps(Names.OfSegment name) {
        Map.Entry<Long, Recording> found = byMsn.floorEntry(name.msn());
        return found != null && found.getValue().has(name.msn());
    }

    @Override
    public synchronized boolean keepsRun(String run) {
        return byMsn.values().stream().anyMatch(recording -> recording.has(run));
    }

    /**
     * Deletes a recording; one that is going on too, and what follows is another. Its files go with
     * the next tidying.
     *
     * @return false where there is none of that id
     */
    public synchronized boolean delete(String id) throws IOException {
        Recording recording = find(id);
        if (recording == null) {
            return false;
        }
        Extract whole = recording.whole();
        String file = whole.index().file();
        leftovers.add(new Leftover(opened(file, whole.from())));
        byMsn.remove(recording.firstMsn());
        bytes -= recording.bytes();
        volume.delete(file);
        return true;
    }

    private InputStream opened(String index, int from) throws IOException {
        InputStream entries = volume.open(index);
        try {
            entries.skipNBytes((long) from * Entry.LENGTH);
            return entries;
        } catch (IOException e) {
            entries.close();
            throw e;
        }
    }

    private @Nullable Recording find(String id) {
        return byMsn.values().stream().filter(r -> r.id().equals(id)).findAny().orElse(null);
    }

    /** All there are, oldest first. */
    public synchronized List<Recorded> list() {
        Recording newest = newest();
        Instant now = clock.instant();
        return byMsn.values().stream()
                .map(recording ->
                        recording.listed(
                                recording == newest
                                        && policy.enabled()
                                        && recording.last().end().plus(policy.gap()).isAfter(now)))
                .toList();
    }

    /** What lies in the cut of a recording, or null where there is none of that id or nothing. */
    public @Nullable Extract extract(String id, Cut cut) throws IOException {
        Extract whole = whole(id);
        return whole == null ? null : whole.within(cut);
    }

    private synchronized @Nullable Extract whole(String id) {
        Recording recording = find(id);
        return recording == null ? null : recording.whole();
    }

    /** Bytes of all recordings. */
    public synchronized long bytes() {
        return bytes;
    }

    public synchronized int count() {
        return byMsn.size();
    }
}
