package dev.streamapp.packager.serve;

import dev.streamapp.packager.hls.MediaBase;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Since when media are listed under a base. What a delta update leaves out a client keeps under the
 * base it was told, which ends some day; so a new base is told with the whole list, until every
 * client that goes on asking for updates has asked.
 */
final class Bases {
    /** One is in use, two while it is renewed. */
    private static final int MOST = 16;

    private final LongSupplier nanos;
    private final Map<MediaBase, Long> since = new LinkedHashMap<>();

    /**
     * @param nanos monotonic
     */
    Bases(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Whether a base has been in use for longer than that. */
    synchronized boolean known(MediaBase base, Duration longer) {
        if (base.equals(MediaBase.BESIDE)) {
            return true;
        }
        long now = nanos.getAsLong();
        long began = since.computeIfAbsent(base, _ -> now);
        if (since.size() > MOST) {
            since.remove(since.keySet().iterator().next());
        }
        return now - began > longer.toNanos();
    }
}
