package dev.streamapp.packager.live;

import dev.streamapp.packager.hls.MediaBase;
import dev.streamapp.packager.hls.MediaPlaylist;
import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Segment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A playlist that is shown: rendered once for each base and beginning, however many ask. */
public final class Published {
    /**
     * One base at a time is in use, two while it is renewed, and hardly more beginnings. What is
     * asked for beyond that is made, and not kept.
     */
    private static final int MOST_KEPT = 4;

    private final MediaPlaylist playlist;
    private final int skippable;
    private final Map<MediaBase, byte[]> bodies = new HashMap<>();
    private final Map<MediaBase, byte[]> updates = new HashMap<>();
    private final Map<Instant, Published> later = new HashMap<>();

    Published(MediaPlaylist playlist) {
        this.playlist = playlist;
        this.skippable = playlist.skippable();
    }

    public MediaPlaylist playlist() {
        return playlist;
    }

    /** What of it began then or later; null as long as that is no whole segment. */
    public synchronized @Nullable Published since(Instant from) {
        Published known = later.get(from);
        if (known != null) {
            return known;
        }
        MediaPlaylist rest = playlist.since(from);
        if (rest == null) {
            return null;
        }
        if (rest == playlist) {
            return this;
        }
        var made = new Published(rest);
        if (later.size() < MOST_KEPT) {
            later.put(from, made);
        }
        return made;
    }

    /** As served, to be shared and not changed. */
    public byte[] body(MediaBase base) {
        return rendered(base, 0, bodies);
    }

    /**
     * A Playlist Delta Update (6.2.5.1); the whole list where there is nothing to leave out, or for
     * a client whose own list does not reach into what is told.
     *
     * @param next Media Sequence Number that the client asks for, the one it misses; −1 where it
     *     does not say
     */
    public byte[] update(MediaBase base, long next) {
        boolean tooOld = next >= 0 && next <= playlist.mediaSequence() + skippable;
        return skippable == 0 || tooOld ? body(base) : rendered(base, skippable, updates);
    }

    private synchronized byte[] rendered(MediaBase base, int skipped, Map<MediaBase, byte[]> kept) {
        byte[] known = kept.get(base);
        if (known != null) {
            return known;
        }
        byte[] body = playlist.render(base, skipped).getBytes(StandardCharsets.UTF_8);
        if (kept.size() < MOST_KEPT) {
            kept.put(base, body);
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

    boolean lists(Names.OfPart name) {
        long at = name.msn() - playlist.mediaSequence();
        if (at < 0 || at >= playlist.segments().size()) {
            return false;
        }
        Segment segment = playlist.segments().get((int) at);
        return segment.run().equals(name.run()) && segment.parts().size() > name.part();
    }

    Segment last() {
        return playlist.last();
    }
}
