package dev.streamapp.gateway.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.playback.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Viewer ANNA = new Viewer.Admin("anna");

    private final Heartbeats heartbeats = new Heartbeats();

    private static Visit visit(int from, int to) {
        return new Visit("cam", ANNA, NOON.plusSeconds(from), NOON.plusSeconds(to));
    }

    private void seen(int second) {
        heartbeats.seen("cam", ANNA, NOON.plusSeconds(second));
    }

    @Test
    @DisplayName("heartbeats in a row are one visit, also when they come in disorder")
    void one() {
        seen(0);
        seen(10);
        seen(5);
        assertThat(heartbeats.take()).containsExactly(visit(0, 10));
        assertThat(heartbeats.take()).isEmpty();
    }

    @Test
    @DisplayName("what could not be saved is continued by what came in meanwhile")
    void putBack() {
        seen(0);
        List<Visit> unsaved = heartbeats.take();
        seen(5);
        heartbeats.putBack(unsaved);
        assertThat(heartbeats.take()).containsExactly(visit(0, 5));
    }

    @Test
    @DisplayName(
            "a database that is away for long loses neither visits nor the breaks between them")
    void longAway() {
        for (int visit = 0; visit < 5; visit++) {
            seen(visit * 100);
            seen(visit * 100 + 20);
            heartbeats.putBack(heartbeats.take());
        }
        assertThat(heartbeats.take())
                .containsExactlyInAnyOrder(
                        visit(0, 20),
                        visit(100, 120),
                        visit(200, 220),
                        visit(300, 320),
                        visit(400, 420));
    }

    @Test
    @DisplayName("no heartbeat is lost while others are taken out")
    void concurrently() throws Exception {
        var taken = new java.util.concurrent.ConcurrentLinkedQueue<Visit>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writers =
                    IntStream.range(0, 8)
                            .mapToObj(writer ->
                                    threads.submit(() ->
                                            IntStream.range(0, 5_000)
                                                    .forEach(i ->
                                                            heartbeats.seen(
                                                                    "cam-" + writer + "-" + i,
                                                                    ANNA,
                                                                    NOON))))
                            .toList();
            threads.submit(
                    () -> IntStream.range(0, 50).forEach(_ -> taken.addAll(heartbeats.take())));
            for (var writer : writers) {
                writer.get();
            }
        }
        taken.addAll(heartbeats.take());
        assertThat(taken.stream().map(Visit::streamId).distinct()).hasSize(40_000);
        assertThat(taken).hasSize(40_000);
    }
}
