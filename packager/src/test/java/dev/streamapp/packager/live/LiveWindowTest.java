package dev.streamapp.packager.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Part;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.live.Reloads.Answer;
import dev.streamapp.packager.store.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The live window")
class LiveWindowTest {
    private static final Targets TARGETS =
            new Targets(Duration.ofSeconds(1), Duration.ofMillis(200), 3);

    private static Listing listing(int segments) {
        List<Segment> list =
                java.util.stream.IntStream.range(0, segments)
                        .mapToObj(i ->
                                new Segment(
                                        "1abcd",
                                        100 + i,
                                        false,
                                        Instant.EPOCH.plusSeconds(i),
                                        List.of(new Part(1_000_000_000, true, 10)),
                                        1_000_000_000))
                        .toList();
        return new Listing(100 + segments, 7, list, null);
    }

    @Test
    @DisplayName("turns requests away past the number that may wait")
    void bounded() throws Exception {
        Reloads reloads = new Reloads(new LiveWindow(TARGETS, listing(3)), 0);
        assertThat(reloads.reload(103, -1)).isInstanceOf(Answer.Busy.class);
        assertThat(reloads.reload(102, -1)).isInstanceOf(Answer.Playlist.class);
        assertThat(reloads.awaitHinted(new Names.OfPart("1abcd", 103, 0))).isFalse();
    }

    @Test
    @DisplayName("a hinted part is there when it is listed, not when the segment has grown")
    void hinted() throws Exception {
        LiveWindow window = new LiveWindow(TARGETS, listing(3));
        Reloads reloads = new Reloads(window, 10);
        Names.OfPart hinted = new Names.OfPart("1abcd", 103, 0);
        window.list(hinted);
        window.open(new Segment("1abcd", 103, false, Instant.EPOCH, List.of(), 0));
        window.grow(new Part(200_000_000, true, 10));
        FutureTask<Boolean> asked = new FutureTask<>(() -> reloads.awaitHinted(hinted));
        Thread.ofVirtual().start(asked);
        await().until(() -> reloads.waiting() == 1);
        window.list(null);
        assertThat(asked.get()).isTrue();
    }

    @Test
    @DisplayName("a list taken up again is served at once, without a hint")
    void takenUp() {
        LiveWindow window = new LiveWindow(TARGETS, listing(3));
        assertThat(new Reloads(window, 10).reload()).isInstanceOf(Answer.Playlist.class);
        assertThat(window.nextMsn()).isEqualTo(103);
        assertThat(window.discontinuousWith("1other")).isTrue();
        assertThat(window.discontinuousWith("1abcd")).isFalse();
    }
}
