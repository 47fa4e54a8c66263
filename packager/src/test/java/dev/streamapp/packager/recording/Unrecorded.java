package dev.streamapp.packager.recording;

import dev.streamapp.packager.live.Archive;
import dev.streamapp.packager.live.LiveWindow;
import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.store.Directory;
import dev.streamapp.packager.store.Journal;
import dev.streamapp.packager.store.Library;
import java.io.IOException;
import java.time.Duration;

/** The archive of a stream that keeps nothing but what is listed. */
public final class Unrecorded {
    private static final Duration ANY = Duration.ofHours(1);

    private Unrecorded() {}

    public static Archive archive(Directory volume, Journal journal, LiveWindow window, Time time)
            throws IOException {
        Policy policy = new Policy(false, ANY, 1, ANY);
        Recordings recordings = new Recordings(volume, policy, time.clock(), () -> {});
        return new Archive(new Library(volume, recordings), journal, window, recordings, time);
    }
}
