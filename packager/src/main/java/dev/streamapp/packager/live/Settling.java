package dev.streamapp.packager.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds back the first changes of a run until the input comes at the pace of the media. What was
 * held while ffmpeg probed arrives in one burst; only after it is it known when it was captured,
 * and a playlist must not take back an EXT-X-PROGRAM-DATE-TIME.
 */
final class Settling {
    private static final long LOOK = 150_000_000;
    private static final long LONGEST = 1_500_000_000;

    private final Time time;
    private final List<Runnable> held = new ArrayList<>();
    private boolean settled;
    private boolean begun;
    private long first;
    private long lookedAt;
    private long mediaThen;

    Settling(Time time) {
        this.time = time;
    }

    /** A frame arrived that ends at that media time; true where the burst is over with it. */
    boolean frame(long end) {
        long now = time.nanos();
        if (!begun) {
            begun = true;
            first = now;
            lookedAt = now;
            mediaThen = end;
        }
        if (settled || now - lookedAt < LOOK) {
            return false;
        }
        boolean pace = (now - lookedAt) * 4 >= (end - mediaThen) * 3;
        lookedAt = now;
        mediaThen = end;
        return pace || now - first > LONGEST;
    }

    /** Does it now, or when the burst is over. */
    void run(Runnable change) {
        if (settled) {
            change.run();
        } else {
            held.add(change);
        }
    }

    /** Does what was held; the argument wraps it. */
    void release(Consumer<Runnable> together) {
        if (!settled) {
            settled = true;
            together.accept(() -> held.forEach(Runnable::run));
            held.clear();
        }
    }
}
