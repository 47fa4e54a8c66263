package dev.streamapp.packager;

import dev.streamapp.packager.control.ControlServer;
import dev.streamapp.packager.control.Metrics;
import dev.streamapp.packager.control.StatusBoard;
import dev.streamapp.packager.hls.MediaPlaylist;
import dev.streamapp.packager.hls.MultivariantPlaylist;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.live.Archive;
import dev.streamapp.packager.live.LiveWindow;
import dev.streamapp.packager.live.Published;
import dev.streamapp.packager.live.Reloads;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.recording.Recordings;
import dev.streamapp.packager.serve.MediaServer;
import dev.streamapp.packager.store.Journal;
import dev.streamapp.packager.store.Library;
import dev.streamapp.packager.store.Recovery;
import dev.streamapp.packager.store.Volume;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The origin of one stream without its input: what was stored before, and both servers. */
public final class Origin implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Origin.class.getName());
    private static final int MAX_TRANSFERS = 256;

    private final Metrics metrics = new Metrics();
    private final StatusBoard board;
    private final Archive archive;
    private final MediaServer media;
    private final ControlServer control;

    public Origin(Settings settings, Volume volume, Time time) throws IOException {
        HttpLimits limits = HttpLimits.of(Runtime.getRuntime().maxMemory(), settings.maxWaiting());
        limits.apply();
        board = new StatusBoard(settings.targets(), settings.reconnectWindow(), time, metrics);
        Journal journal = new Journal(volume);
        Recovery recovery = Recovery.from(volume, journal, settings.targets(), time.now());
        if (recovery.problem() != null) {
            board.stateUnreadable(recovery.problem());
        }
        Recordings recordings =
                new Recordings(volume, settings.recording(), time.clock(), board::recordingShort);
        recordings.goOn(recovery.listing().segments());
        Library library = new Library(volume, recordings);
        library.restore(recovery.listing().segments(), recovery.initializations());
        LiveWindow window = new LiveWindow(settings.targets(), recovery.listing());
        Reloads reloads = new Reloads(window, limits.waiting());
        archive = new Archive(library, journal, window, recordings, time);
        board.recordings(recordings.list());
        metrics.gauge(
                "streamapp_playlist_waiters", "Requests waiting for media.", reloads::waiting);
        metrics.gauge(
                "streamapp_playlist_seconds",
                "Seconds of the picture that the playlist lists.",
                window::seconds);
        metrics.gauge(
                "streamapp_disk_bytes", "Bytes of the live picture on the volume.", library::bytes);
        metrics.gauge("streamapp_recording_bytes", "Bytes of the recordings.", recordings::bytes);
        metrics.gauge("streamapp_recordings", "Recordings there are.", recordings::count);
        control = new ControlServer(settings.controlPort(), board, metrics, archive);
        media =
                new MediaServer(
                        settings.mediaPort(),
                        reloads,
                        library,
                        recordings,
                        this::multivariant,
                        settings.replayOnly(),
                        MAX_TRANSFERS,
                        metrics::request);
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} segments taken up again, next is {2}",
                settings.stream(),
                recovery.listing().segments().size(),
                String.valueOf(recovery.listing().nextMsn()));
    }

    public StatusBoard board() {
        return board;
    }

    public Archive archive() {
        return archive;
    }

    public int mediaPort() {
        return media.port();
    }

    public int controlPort() {
        return control.port();
    }

    /**
     * What is to be done now and then, on air or off: deletes what is due, tries a full volume.
     *
     * @return whether more is due
     */
    public boolean housekeeping() {
        boolean more = archive.sweep();
        board.recordings(archive.recordings().list());
        media.dropStuck();
        if (board.storageFull() && archive.library().writable()) {
            board.storage(null);
        }
        return more;
    }

    private @Nullable MultivariantPlaylist multivariant() {
        Published published = archive.window().published();
        if (published == null) {
            return null;
        }
        MediaPlaylist playlist = published.playlist();
        byte[] init = archive.library().initialization(playlist.last().run());
        if (init == null) {
            return null;
        }
        long peak =
                playlist.segments().stream()
                        .filter(Segment::closed)
                        .mapToLong(s -> (long) Math.ceil(s.bytes() * 8e9 / s.nanos()))
                        .max()
                        .orElse(0);
        try {
            return new MultivariantPlaylist(Initialization.parse(init), peak, board.frameRate());
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        media.close();
        control.close();
    }
}
