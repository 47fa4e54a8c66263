package dev.streamapp.e2e.watch;

import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.MediaPlaylist.Part;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks for files that have left the playlist just before they may disappear (RFC 8216bis 6.2.2): a
 * segment until its first listing plus its duration plus the longest playlist it was in, a part
 * until three target durations after its removal.
 */
final class Departed implements AutoCloseable {
    private static final Duration MARGIN = Duration.ofMillis(500);

    private record Listing(
            Instant first, Duration duration, Duration longest, int targetDuration) {}

    private final Consumer<String> recheck;
    private final ScheduledExecutorService later =
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private final Map<String, Listing> segments = new HashMap<>();
    private final Map<String, Instant> parts = new HashMap<>();

    /**
     * @param recheck fetches a file that must still be there
     */
    Departed(Consumer<String> recheck) {
        this.recheck = recheck;
    }

    void update(MediaPlaylist playlist) {
        Instant now = Instant.now();
        Duration length = seconds(playlist.duration().doubleValue());
        var listed = new HashMap<String, Listing>();
        var listedParts = new HashMap<String, Instant>();
        for (Segment segment : playlist.segments()) {
            Listing before =
                    segments.getOrDefault(
                            segment.uri(),
                            new Listing(
                                    now,
                                    seconds(segment.duration().doubleValue()),
                                    length,
                                    playlist.targetDuration()));
            Duration longest = before.longest().compareTo(length) > 0 ? before.longest() : length;
            listed.put(
                    segment.uri(),
                    new Listing(
                            before.first(), before.duration(), longest, before.targetDuration()));
        }
        for (Segment segment : playlist.allSegments()) {
            for (Part part : segment.parts()) {
                // it may have been removed right after it was listed here
                listedParts.put(part.uri(), now.plusSeconds(3L * playlist.targetDuration()));
            }
        }
        segments.forEach((uri, listing) -> {
            if (!listed.containsKey(uri)) {
                expectUntil(uri, listing.first().plus(listing.duration()).plus(listing.longest()));
            }
        });
        parts.forEach((uri, until) -> {
            if (!listedParts.containsKey(uri)) {
                expectUntil(uri, until);
            }
        });
        segments.clear();
        segments.putAll(listed);
        parts.clear();
        parts.putAll(listedParts);
    }

    private void expectUntil(String uri, Instant until) {
        Duration wait = Duration.between(Instant.now(), until).minus(MARGIN);
        if (wait.isPositive()) {
            later.schedule(
                    () -> {
                        // whoever comes late may find nothing
                        if (Instant.now().isBefore(until)) {
                            recheck.accept(uri);
                        }
                    },
                    wait.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) (seconds * 1000));
    }

    @Override
    public void close() {
        later.shutdownNow();
    }
}
