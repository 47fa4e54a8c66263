package dev.streamapp.gateway.statistics;

import dev.streamapp.gateway.playback.Viewer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.stereotype.Component;

/**
 * Takes the heartbeats of viewers into memory, at the speed of playback requests; they reach the
 * database in batches and wait here while it is away.
 */
@Component
public class Heartbeats {

    /** Bounds the memory of a database that stays away: some 20 MB. */
    private static final int MOST_VISITS = 100_000;

    private record Seat(String streamId, Viewer viewer) {}

    private final Map<Seat, Visit> present = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Visit> ended = new ConcurrentLinkedQueue<>();

    /** A viewer was let in to a stream. */
    public void seen(String streamId, Viewer viewer, Instant at) {
        put(new Visit(streamId, viewer, at, at));
    }

    /** Takes out what has been seen since the last time. */
    List<Visit> take() {
        List<Visit> taken = new ArrayList<>();
        for (Visit visit = ended.poll(); visit != null; visit = ended.poll()) {
            taken.add(visit);
        }
        for (Seat seat : present.keySet()) {
            Visit visit = present.remove(seat);
            if (visit != null) {
                taken.add(visit);
            }
        }
        return taken;
    }

    /** Puts back what could not be saved, beside what came in since then. */
    void putBack(List<Visit> visits) {
        visits.forEach(this::put);
    }

    /** Of two visits that are apart, the later one is the present one. */
    private void put(Visit visit) {
        present.merge(
                new Seat(visit.streamId(), visit.viewer()),
                visit,
                (one, other) -> {
                    Visit earlier = one.first().isAfter(other.first()) ? other : one;
                    Visit later = one == earlier ? other : one;
                    if (earlier.isContinuedBy(later)) {
                        return earlier.joined(later);
                    }
                    end(earlier);
                    return later;
                });
    }

    private void end(Visit visit) {
        // size() walks the queue, which is empty unless the database is away
        if (ended.size() < MOST_VISITS) {
            ended.add(visit);
        }
    }
}
