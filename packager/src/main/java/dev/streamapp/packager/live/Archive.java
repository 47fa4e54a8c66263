package dev.streamapp.packager.live;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Part;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.recording.Recordings;
import dev.streamapp.packager.store.Journal;
import dev.streamapp.packager.store.Library;
import dev.streamapp.packager.store.Volume;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps files, journal and playlist in step: a part is on disk and fetchable before it is
 * remembered, and remembered before it is listed. What leaves the list is forgotten before viewers
 * see it go, so that a restart does not list it again.
 */
public final class Archive {
    private static final System.Logger LOG = System.getLogger(Archive.class.getName());

    /** Whoever sweeps looks after the stream too: every half second, and with a deadline. */
    private static final long QUICKLY = Duration.ofMillis(100).toNanos();

    private final Library library;
    private final Journal journal;
    private final LiveWindow window;
    private final Recordings recordings;
    private final Time time;

    public Archive(
            Library library, Journal journal, LiveWindow window, Recordings recordings, Time time) {
        this.library = library;
        this.recordings = recordings;
        this.journal = journal;
        this.window = window;
        this.time = time;
        remember(() -> {});
    }

    /** A change to the volume. */
    private interface Entry {
        void write() throws IOException;
    }

    public LiveWindow window() {
        return window;
    }

    public Recordings recordings() {
        return recordings;
    }

    /**
     * Deletes a recording.
     *
     * @return false where there is none of that id
     */
    public boolean delete(String recording) throws IOException {
        return recordings.delete(recording);
    }

    public Library library() {
        return library;
    }

    /** A run begins; its initialization section becomes fetchable. */
    void begin(String run, Initialization initialization) throws IOException {
        withRoom(() -> library.store(new Names.Init(run), initialization.bytes()));
    }

    /**
     * Stores a part's file.
     *
     * @return its size
     */
    long store(Names.OfPart name, ByteBuffer... content) throws IOException {
        long size = 0;
        for (ByteBuffer buffer : content) {
            size += buffer.remaining();
        }
        withRoom(() -> library.store(name, content));
        return size;
    }

    /** Where the volume is full the list gets shorter before the live picture stops. */
    private void withRoom(Entry media) throws IOException {
        while (true) {
            try {
                media.write();
                return;
            } catch (IOException e) {
                if (!Volume.isFull(e) || !shorten()) {
                    throw e;
                }
            }
        }
    }

    /** False where nothing can be spared. */
    private boolean shorten() {
        List<Segment> removed = window.shorten();
        if (removed.isEmpty()) {
            return false;
        }
        recordings.giveUp(removed.getLast().msn(), library);
        // the journal may not take a word more now; what is before a lost file is not listed again
        // either, so the newest goes first
        library.discard(removed.reversed());
        remember(() -> {
            for (int i = 0; i < removed.size(); i++) {
                journal.removed();
            }
        });
        window.show();
        LOG.log(
                System.Logger.Level.WARNING,
                "The volume is full: the playlist begins {0} segments later",
                removed.size());
        return true;
    }

    void open(Segment segment) {
        window.open(segment);
        remember(() -> journal.opened(segment));
    }

    void add(Part part, Names.@Nullable OfPart next) {
        Segment grown = window.grow(part);
        library.update(grown);
        remember(() -> journal.added(part));
        window.list(next);
    }

    Segment close(long nanos, Names.OfPart next) {
        LiveWindow.Closed closed = window.close(nanos);
        library.update(closed.segment());
        closed.whole().forEach(library::update);
        remember(() -> {
            journal.closed(closed.segment().nanos());
            for (int i = 0; i < closed.removed().size(); i++) {
                journal.removed();
            }
            // once a segment: numbers that viewers have seen must not come again after a crash of
            // the machine; files it loses are missed at the next start
            journal.sync();
        });
        window.list(next);
        recordings.keep(closed.segment(), library);
        Instant now = time.now();
        for (Segment gone : closed.removed()) {
            library.retire(gone, now.plus(fetchable(gone)));
        }
        library.sweep(now);
        return closed.segment();
    }

    /** Its duration and that of the longest playlist that listed it (RFC 8216bis, 6.2.2). */
    private Duration fetchable(Segment gone) {
        List<Segment> listed = window.listing().segments();
        long nanos = listed.stream().mapToLong(s -> s.closed() ? s.nanos() : s.partNanos()).sum();
        return Duration.ofNanos(2 * gone.nanos() + nanos);
    }

    /**
     * Deletes what is due, as far as that is quickly done; for the time when nothing is recorded.
     *
     * @return whether there is more
     */
    public boolean sweep() {
        library.sweep(time.now());
        long begin = time.nanos();
        boolean more = recordings.tidy(library);
        while (more && time.nanos() - begin < QUICKLY) {
            more = recordings.tidy(library);
        }
        return more;
    }

    /** A journal that cannot be written costs the list at the next start, not the stream now. */
    private void remember(Entry entry) {
        try {
            if (journal.rewriteDue()) {
                journal.rewrite(window.listing());
            } else {
                entry.write();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "journal not written: {0}", e.getMessage());
        }
    }
}
