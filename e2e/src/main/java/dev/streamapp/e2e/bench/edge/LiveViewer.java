package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.bench.edge.LivePlaylist.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Low-latency HLS: blocking reloads, and each new part. It writes down when it learnt of each, and
 * how often it learnt of several at once.
 */
final class LiveViewer implements Crowd.Viewer {
    private static final long AGAIN_MILLIS = 100;

    private final Crowd crowd;
    private final String folder;
    private final boolean fetches;
    private final Map<File, Long> learnt = new ConcurrentHashMap<>();
    private volatile int skipped;
    private @Nullable File last;

    /**
     * @param fetches whether it fetches the parts, or the playlists only
     */
    LiveViewer(Crowd crowd, String folder, boolean fetches) {
        this.crowd = crowd;
        this.folder = folder;
        this.fetches = fetches;
    }

    @Override
    public void watch() throws IOException, InterruptedException {
        File known = last;
        String text = crowd.playlist(folder + "live.m3u8" + (known == null ? "" : known.next()));
        long now = System.nanoTime();
        List<File> parts = new LivePlaylist(text).parts();
        if (parts.isEmpty()) {
            Thread.sleep(AGAIN_MILLIS);
            return;
        }
        File newest = parts.getLast();
        if (known != null) {
            take(parts.stream().filter(part -> part.compareTo(known) > 0).toList(), now);
        }
        last = newest;
    }

    private void take(List<File> fresh, long now) throws IOException, InterruptedException {
        skipped += Math.max(0, fresh.size() - 1);
        for (File part : fresh) {
            learnt.put(part, now);
            if (fetches) {
                crowd.file(folder, part.name());
            }
        }
    }

    /** When it learnt of each part, by System.nanoTime. */
    Map<File, Long> learnt() {
        return learnt;
    }

    /** Parts that came together with a later one. */
    int skipped() {
        return skipped;
    }
}
