package dev.streamapp.e2e.bench.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Ordinary HLS: the playlist once a target duration, and each new segment. */
final class PlainViewer implements Crowd.Viewer {
    private final Crowd crowd;
    private final String folder;
    private final Duration target;
    private long seen = -1;

    PlainViewer(Crowd crowd, String folder, Duration target) {
        this.crowd = crowd;
        this.folder = folder;
        this.target = target;
    }

    @Override
    public void watch() throws IOException, InterruptedException {
        if (seen < 0) {
            // people do not come all at once
            Thread.sleep(ThreadLocalRandom.current().nextLong(target.toMillis()));
        }
        long begun = System.nanoTime();
        var segments = new LivePlaylist(crowd.playlist(folder + "live.m3u8")).segments();
        if (seen < 0 && !segments.isEmpty()) {
            seen = segments.getLast().segment() - 1;
        }
        for (var segment : segments) {
            if (segment.segment() > seen) {
                crowd.file(folder, segment.name());
                seen = segment.segment();
            }
        }
        Thread.sleep(Math.max(0, target.toMillis() - (System.nanoTime() - begun) / 1_000_000));
    }
}
