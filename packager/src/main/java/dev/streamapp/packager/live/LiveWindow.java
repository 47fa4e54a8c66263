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
import org.jspecify.annotations.Nullable;

/**
 * What the playlist lists right now, and those who wait for more of it. One thread changes it; each
 * change is published once and given to every waiting request.
 */
public final class LiveWindow {
    private final Targets targets;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Segment> segments = new ArrayList<>();
    private final int maxWaiting;
    private int waiting;
    private boolean muted;
    private long nextMsn;
    private long discontinuitySequence;
    private Names.@Nullable OfPart hint;
    private volatile @Nullable Published published;

    /** The answer to a request for a playlist. */
    public sealed interface Answer {
        record Playlist(Published published) implements Answer {}

        /** Nothing can be listed yet, or what was asked for does not come. */
        record Unavailable() implements Answer {}

        /** The request asks for what a client cannot want (6.2.5.2). */
        record BadRequest(String message) implements Answer {}

        /** More requests are waiting than may. */
        record Busy() implements Answer {}
    }

    /**
     * @param maxWaiting how many requests may wait at a time
     */
    public LiveWindow(Targets targets, Listing listing, int maxWaiting) {
        this.targets = targets;
        this.maxWaiting = maxWaiting;
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

    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** What to remember. */
    public Listing listing() {
        lock.lock();
        try {
            return new Listing(
                    nextMsn, discontinuitySequence, segments, Listing.Promise.of(targets));
        } finally {
            lock.unlock();
        }
    }

    public long nextMsn() {
        lock.lock();
        try {
            return nextMsn;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the next segment of that run follows another timeline. */
    public boolean discontinuousWith(String run) {
        lock.lock();
        try {
            return !segments.isEmpty() && !segments.getLast().run().equals(run);
        } finally {
            lock.unlock();
        }
    }

    /** A segment begins; it shows with its first part. */
    public void open(Segment segment) {
        lock.lock();
        try {
            segments.add(segment);
            nextMsn = segment.msn() + 1;
        } finally {
            lock.unlock();
        }
    }

    /** The open segment grows by a part, which {@link #list} shows. */
    Segment grow(Part part) {
        lock.lock();
        try {
            Segment grown = segments.removeLast().with(part);
            segments.add(grown);
            return grown;
        } finally {
            lock.unlock();
        }
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
     */
    record Closed(Segment segment, List<Segment> removed) {}

    /**
     * The open segment is complete, which {@link #list} shows.
     *
     * @param nanos its duration; 0 for what its parts make up
     */
    Closed close(long nanos) {
        List<Segment> removed = new ArrayList<>();
        lock.lock();
        try {
            Segment last = segments.removeLast();
            Segment closed = last.close(nanos > 0 ? nanos : last.partNanos());
            segments.add(closed);
            while (tooMany()) {
                Segment first = segments.removeFirst();
                discontinuitySequence += first.discontinuity() ? 1 : 0;
                removed.add(first);
            }
            return new Closed(closed, removed);
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more comes for now: the hint is withdrawn. */
    public void offAir() {
        change(() -> hint = null);
    }

    /** A live playlist keeps three target durations at least (6.2.2). */
    private boolean tooMany() {
        long rest = segments.stream().skip(1).mapToLong(Segment::nanos).sum();
        return segments.size() > targets.window() && rest >= 3 * targets.target().toNanos();
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

    /** The playlist as it is (6.2.1). */
    public Answer reload() {
        Published now = published;
        return now == null ? new Answer.Unavailable() : new Answer.Playlist(now);
    }

    /**
     * A blocking playlist reload (6.2.5.2): answers when the segment, or its part, is listed.
     *
     * @param part index, or −1 for the whole segment
     */
    public Answer reload(long msn, int part) throws InterruptedException {
        Published now = published;
        if (now == null) {
            return new Answer.Unavailable();
        }
        Answer refusal = refusal(now, msn, part);
        if (refusal != null) {
            return refusal;
        }
        boolean[] busy = new boolean[1];
        Published got = await(p -> part < 0 ? p.hasWhole(msn) : p.has(msn, part), busy);
        if (busy[0]) {
            return new Answer.Busy();
        }
        return got == null ? new Answer.Unavailable() : new Answer.Playlist(got);
    }

    private @Nullable Answer refusal(Published now, long msn, int part) {
        Segment last = now.last();
        if (msn > last.msn() + 2) {
            return new Answer.BadRequest(
                    "_HLS_msn is more than two past the last segment, " + last.msn());
        }
        // the Advance Part Limit
        long limit = Math.max(3, 3_000_000_000L / targets.partNanos());
        if (msn == last.msn() && !last.closed() && part > last.parts().size() - 1 + limit) {
            return new Answer.BadRequest("_HLS_part is too far ahead");
        }
        return null;
    }

    /** Condition on what is published. */
    private interface Wanted {
        boolean in(Published published);
    }

    private @Nullable Published await(Wanted wanted, boolean[] busy) throws InterruptedException {
        lock.lock();
        try {
            Published now = published;
            if (now != null && wanted.in(now)) {
                return now;
            }
            if (waiting >= maxWaiting) {
                busy[0] = true;
                return null;
            }
            waiting++;
            try {
                long left = 3 * targets.target().toNanos();
                while (left > 0) {
                    left = changed.awaitNanos(left);
                    now = published;
                    if (now != null && wanted.in(now)) {
                        return now;
                    }
                }
                return null;
            } finally {
                waiting--;
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a part that is hinted (4.4.5.3).
     *
     * @return whether it is there now; false at once for a part nobody was promised
     */
    public boolean awaitHinted(Names.OfPart name) throws InterruptedException {
        lock.lock();
        try {
            if (waiting >= maxWaiting || !expected(name)) {
                return listed(name);
            }
            waiting++;
            try {
                long left = 3 * targets.target().toNanos();
                while (left > 0 && expected(name)) {
                    left = changed.awaitNanos(left);
                }
                return listed(name);
            } finally {
                waiting--;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean expected(Names.OfPart name) {
        Names.OfPart next = hint;
        return next != null && next.equals(name) && !listed(name);
    }

    /** Judged by what is shown: what has grown may not be fetchable yet. */
    private boolean listed(Names.OfPart name) {
        Published now = published;
        return now != null
                && now.playlist().segments().stream()
                        .anyMatch(s ->
                                s.run().equals(name.run())
                                        && s.msn() == name.msn()
                                        && s.parts().size() > name.part());
    }
}
