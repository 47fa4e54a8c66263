package dev.streamapp.packager.live;

import dev.streamapp.packager.hls.MediaPlaylist;
import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Part;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.store.Listing;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the playlist lists right now. One thread changes it; each change is published once. */
public final class LiveWindow {
    /** Parts leave the list after three target durations, and are served for three more (6.2.2). */
    private static final int TARGETS_WITH_PARTS = 7;

    /**
     * A full volume costs so much of the list at a time, so that it is some time until the next.
     */
    private static final int SIXTEENTH = 16;

    /** A volume without room for so many is not full because of the list. */
    private static final int LEAST_SEGMENTS = 8;

    private final Targets targets;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Segment> segments = new ArrayList<>();
    private boolean muted;
    private long nextMsn;
    private long discontinuitySequence;
    private Names.@Nullable OfPart hint;
    private volatile @Nullable Published published;

    public LiveWindow(Targets targets, Listing listing) {
        this.targets = targets;
        segments.addAll(listing.segments());
        nextMsn = listing.nextMsn();
        discontinuitySequence = listing.discontinuitySequence();
        publish();
    }

    public Targets targets() {
        return targets;
    }

    public @Nullable Published published() {
        return published;
    }

    /** How much of the picture is listed. */
    public double seconds() {
        return locked(() -> segments.stream().mapToLong(Segment::nanos).sum() / 1e9);
    }

    /** Guards what is shown, for those who wait for it. */
    ReentrantLock lock() {
        return lock;
    }

    /** Signalled with each change. */
    Condition changed() {
        return changed;
    }

    /** Whether that part was promised to be the next; to be asked under the lock. */
    boolean hints(Names.OfPart name) {
        return name.equals(hint);
    }

    <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    /** What to remember. */
    public Listing listing() {
        return locked(() ->
                new Listing(nextMsn, discontinuitySequence, segments, Listing.Promise.of(targets)));
    }

    public long nextMsn() {
        return locked(() -> nextMsn);
    }

    /** Whether the next segment of that run follows another timeline. */
    public boolean discontinuousWith(String run) {
        return locked(() -> !segments.isEmpty() && !segments.getLast().run().equals(run));
    }

    /** A segment begins; it shows with its first part. */
    public void open(Segment segment) {
        locked(() -> {
            nextMsn = segment.msn() + 1;
            return segments.add(segment);
        });
    }

    /** The open segment grows by a part, which {@link #list} shows. */
    Segment grow(Part part) {
        return locked(() -> {
            Segment grown = segments.removeLast().with(part);
            segments.add(grown);
            return grown;
        });
    }

    /**
     * Shows what has grown or was completed.
     *
     * @param next the part that will come after it, or null where that is not known
     */
    void list(Names.@Nullable OfPart next) {
        change(() -> hint = next);
    }

    /**
     * A segment that was completed.
     *
     * @param removed what left the list
     * @param whole older ones, whose parts nobody may ask for any more
     */
    record Closed(Segment segment, List<Segment> removed, List<Segment> whole) {}

    /**
     * The open segment is complete, which {@link #list} shows.
     *
     * @param nanos its duration; 0 for what its parts make up
     */
    Closed close(long nanos) {
        return locked(() -> {
            Segment last = segments.removeLast();
            Segment closed = last.close(nanos > 0 ? nanos : last.partNanos());
            segments.add(closed);
            List<Segment> removed = new ArrayList<>();
            while (segments.size() > targets.window() && spare()) {
                removed.add(removeFirst());
            }
            return new Closed(closed, removed, forgetParts());
        });
    }

    /**
     * The volume does not take the whole window: gives up a part of it. {@link #show} shows it.
     *
     * @return what left the list; nothing where all of it is needed
     */
    List<Segment> shorten() {
        return locked(() -> {
            List<Segment> removed = new ArrayList<>();
            int most = 1 + segments.size() / SIXTEENTH;
            while (removed.size() < most && segments.size() > LEAST_SEGMENTS && spare()) {
                removed.add(removeFirst());
            }
            return removed;
        });
    }

    /** Shows the list as it is now. */
    void show() {
        change(() -> {});
    }

    private Segment removeFirst() {
        Segment first = segments.removeFirst();
        discontinuitySequence += first.discontinuity() ? 1 : 0;
        return first;
    }

    /** A live playlist keeps three target durations at least (6.2.2). */
    private boolean spare() {
        long rest = segments.stream().skip(1).mapToLong(Segment::nanos).sum();
        return rest >= 3 * targets.target().toNanos();
    }

    /** Of a long list the parts would be most of what is kept in memory and in the journal. */
    private List<Segment> forgetParts() {
        List<Segment> whole = new ArrayList<>();
        long behind = TARGETS_WITH_PARTS * targets.target().toNanos();
        for (int i = segments.size() - 1; i >= 0; i--) {
            Segment segment = segments.get(i);
            if (behind <= 0 && segment.parts().isEmpty()) {
                break;
            }
            if (behind <= 0) {
                whole.add(segment.withoutParts());
                segments.set(i, whole.getLast());
            }
            behind -= segment.nanos();
        }
        return whole;
    }

    /** Nothing more comes for now: the hint is withdrawn. */
    public void offAir() {
        change(() -> hint = null);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            publish();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Makes several changes and shows the last state only. */
    void batch(Runnable changes) {
        lock.lock();
        try {
            muted = true;
            changes.run();
        } finally {
            muted = false;
            publish();
            changed.signalAll();
            lock.unlock();
        }
    }

    private void publish() {
        if (muted) {
            return;
        }
        List<Segment> listed =
                segments.stream().filter(s -> s.closed() || !s.parts().isEmpty()).toList();
        // players give up on a playlist without a whole segment
        if (listed.isEmpty() || !listed.getFirst().closed()) {
            return;
        }
        published = new Published(new MediaPlaylist(targets, discontinuitySequence, listed, hint));
    }
}
