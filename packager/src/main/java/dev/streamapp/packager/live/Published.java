package dev.streamapp.packager.live;

import dev.streamapp.packager.hls.MediaBase;
import dev.streamapp.packager.hls.MediaPlaylist;
import dev.streamapp.packager.hls.Segment;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A playlist that is shown: rendered once for each base, however many ask. */
public final class Published {
    /** One at a time is in use, two while it is renewed. More are rendered, and not kept. */
    private static final int MOST_KEPT = 4;

    private final MediaPlaylist playlist;
    private final Map<MediaBase, byte[]> bodies = new HashMap<>();

    Published(MediaPlaylist playlist) {
        this.playlist = playlist;
    }

    public MediaPlaylist playlist() {
        return playlist;
    }

    /** As served, to be shared and not changed. */
    public synchronized byte[] body(MediaBase base) {
        byte[] kept = bodies.get(base);
        if (kept != null) {
            return kept;
        }
        byte[] body = playlist.render(base).getBytes(StandardCharsets.UTF_8);
        if (bodies.size() < MOST_KEPT) {
            bodies.put(base, body);
        }
        return body;
    }

    boolean has(long msn, int part) {
        Segment last = last();
        if (last.msn() != msn) {
            return last.msn() > msn;
        }
        // a part past the end of a closed segment is part 0 of the next (6.2.5.2)
        return part < last.parts().size();
    }

    boolean hasWhole(long msn) {
        Segment last = last();
        return last.msn() > msn || (last.msn() == msn && last.closed());
    }

    Segment last() {
        return playlist.last();
    }
}
