package dev.streamapp.packager.control;

import dev.streamapp.packager.live.Time;
import dev.streamapp.packager.recording.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The recordings as the status lists them. Asked without a lock, told by one thread. */
final class RecordingNews {
    /** How often the status says anew how much of a recording is left. */
    private static final Duration SHORTER = Duration.ofMinutes(10);

    /** How many recordings the status lists; the control port lists all. */
    private static final int LISTED = 10;

    private final Time time;
    private volatile List<Recorded> listed = List.of();
    private volatile Instant toldAt = Instant.MIN;

    RecordingNews(Time time) {
        this.time = time;
    }

    List<Recorded> listed() {
        return listed;
    }

    /**
     * Takes the newest of them, oldest first; that the oldest gets shorter all the time is no news.
     *
     * @return whether there is something to tell
     */
    boolean accept(List<Recorded> all) {
        List<Recorded> newest = all.subList(Math.max(0, all.size() - LISTED), all.size());
        boolean due = !toldAt.plus(SHORTER).isAfter(time.now());
        if (!due && names(newest).equals(names(listed))) {
            return false;
        }
        toldAt = time.now();
        listed = List.copyOf(newest);
        return true;
    }

    private static List<String> names(List<Recorded> list) {
        return list.stream().map(each -> each.id() + each.ongoing()).toList();
    }
}
