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
    private final Map<String, Integer> parts = new HashMap<>();

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
        var listedParts = new HashMap<String, Integer>();
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
                listedParts.put(part.uri(), playlist.targetDuration());
            }
        }
        segments.forEach((uri, listing) -> {
            if (!listed.containsKey(uri)) {
                Instant until = listing.first().plus(listing.duration()).plus(listing.longest());
                expectUntil(uri, Duration.between(now, until));
            }
        });
        parts.forEach((uri, target) -> {
            if (!listedParts.containsKey(uri)) {
                expectUntil(uri, Duration.ofSeconds(3L * target));
            }
        });
        segments.clear();
        segments.putAll(listed);
        parts.clear();
        parts.putAll(listedParts);
    }

    private void expectUntil(String uri, Duration time) {
        Duration wait = time.minus(MARGIN);
        if (wait.isPositive()) {
            later.schedule(() -> recheck.accept(uri), wait.toMillis(), TimeUnit.MILLISECONDS);
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
