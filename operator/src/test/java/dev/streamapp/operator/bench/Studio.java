package dev.streamapp.operator.bench;

import dev.streamapp.operator.testing.FakePackager;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One process in the role of all packagers. Of a stream on air the bit rate wanders as that of a
 * variable encoder does, and is told as a packager tells it: when a segment of 2 s ends, and only
 * if it has moved by more than a quarter.
 */
final class Studio implements AutoCloseable {

    private static final long SEGMENT_SECONDS = 2;
    private static final double STEP = 0.25;
    private static final double LEAST = 1e6;
    private static final double MOST = 4e6;

    private final FakePackager packagers = new FakePackager();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Picture> onAir = new ConcurrentHashMap<>();
    private volatile long changes;

    /** What a stream's publisher sends. */
    private static final class Picture {
        private final Instant since = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        private double measured = 2.5e6;
        private double told = measured;

        /** A segment more; true if the figure is to be told. */
        boolean wander() {
            double step = ThreadLocalRandom.current().nextGaussian() * 0.05;
            measured = Math.clamp(measured * (1 + step), LEAST, MOST);
            if (Math.abs(measured - told) <= STEP * told) {
                return false;
            }
            told = measured;
            return true;
        }

        String json() {
            return """
            {"state":"OnAir","since":"%1$s","onAirSince":"%1$s","listening":true,
             "media":{"bitrate":%2$d00000,"video":{"codec":"avc1.64001f","format":"H.264","width":1280,"height":720,"frameRate":25.0,"keyFrameInterval":1.0},
              "audio":{"codec":"mp4a.40.2","format":"AAC","sampleRate":48000,"channels":2}},"problems":[]}
            """
                    .formatted(since, Math.round(told / 1e5));
        }
    }

    Studio() throws IOException {
        clock.scheduleAtFixedRate(
                this::segmentEnds, SEGMENT_SECONDS, SEGMENT_SECONDS, TimeUnit.SECONDS);
    }

    String urlTemplate() {
        return packagers.urlTemplate();
    }

    /** Nobody publishes. */
    void idle(String stream) {
        onAir.remove(stream);
        packagers.say(
                Furniture.STREAMS,
                stream,
                "{\"state\":\"Waiting\",\"since\":\"%s\",\"listening\":true,\"problems\":[]}"
                        .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS)));
    }

    /** Somebody publishes from now on. */
    void onAir(String stream) {
        var picture = new Picture();
        onAir.put(stream, picture);
        packagers.say(Furniture.STREAMS, stream, picture.json());
    }

    /** How many streams an operator follows. */
    int followed() {
        return packagers.watchers();
    }

    /** How many changed figures were told so far. */
    long changes() {
        return changes;
    }

    private void segmentEnds() {
        onAir.forEach((stream, picture) -> {
            if (picture.wander()) {
                changes++;
                packagers.say(Furniture.STREAMS, stream, picture.json());
            }
        });
    }

    @Override
    public void close() {
        clock.shutdownNow();
        packagers.close();
    }
}
