package dev.streamapp.packager.live;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Requests for the playlist and for a hinted part, of which some wait for what does not exist yet.
 * Each change is given to all of them at once.
 */
public final class Reloads {
    private final LiveWindow window;
    private final Targets targets;
    private final int maxWaiting;
    private int waiting;

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
    public Reloads(LiveWindow window, int maxWaiting) {
        this.window = window;
        this.targets = window.targets();
        this.maxWaiting = maxWaiting;
    }

    public int waiting() {
        return window.locked(() -> waiting);
    }

    /** The playlist as it is (6.2.1). */
    public Answer reload() {
        return answer(window.published());
    }

    private static Answer answer(@Nullable Published published) {
        return published == null ? new Answer.Unavailable() : new Answer.Playlist(published);
    }

    /**
     * A blocking playlist reload (6.2.5.2): answers when the segment, or its part, is listed.
     *
     * @param part index, or −1 for the whole segment
     */
    public Answer reload(long msn, int part) throws InterruptedException {
        Published now = window.published();
        if (now == null) {
            return new Answer.Unavailable();
        }
        Answer refusal = refusal(now, msn, part);
        return refusal == null
                ? awaited(p -> part < 0 ? p.hasWhole(msn) : p.has(msn, part))
                : refusal;
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

    private Answer awaited(Predicate<Published> wanted) throws InterruptedException {
        window.lock().lock();
        try {
            Published now = window.published();
            if (now != null && wanted.test(now)) {
                return new Answer.Playlist(now);
            }
            if (waiting >= maxWaiting) {
                return new Answer.Busy();
            }
            await(() -> {
                Published next = window.published();
                return next == null || !wanted.test(next);
            });
            now = window.published();
            return answer(now != null && wanted.test(now) ? now : null);
        } finally {
            window.lock().unlock();
        }
    }

    /**
     * Waits for a part that is hinted (4.4.5.3).
     *
     * @return whether it is there now; false at once for a part nobody was promised
     */
    public boolean awaitHinted(Names.OfPart name) throws InterruptedException {
        window.lock().lock();
        try {
            if (waiting < maxWaiting) {
                await(() -> window.hints(name) && !listed(name));
            }
            return listed(name);
        } finally {
            window.lock().unlock();
        }
    }

    /** Whether there is a reason to wait on. */
    private interface Reason {
        boolean holds();
    }

    /** As long as the reason holds, but for three target durations at most. */
    private void await(Reason reason) throws InterruptedException {
        waiting++;
        try {
            long left = 3 * targets.target().toNanos();
            while (left > 0 && reason.holds()) {
                left = window.changed().awaitNanos(left);
            }
        } finally {
            waiting--;
        }
    }

    /** Judged by what is shown: what has grown may not be fetchable yet. */
    private boolean listed(Names.OfPart name) {
        Published now = window.published();
        return now != null && now.lists(name);
    }
}
