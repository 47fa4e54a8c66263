package dev.streamapp.packager.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.hls.MediaBase;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A base of media")
class BasesTest {
    private static final Duration BOUNDARY = Duration.ofSeconds(12);

    private long now;
    private final Bases bases = new Bases(() -> now);

    private static MediaBase base(int number) {
        return new MediaBase("https://cdn.example.com/hls/_/" + number + "/bench-1/");
    }

    private void pass(int seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    @DisplayName("is told with the whole list, until all who follow it have asked")
    void renewed() {
        assertThat(bases.known(base(1), BOUNDARY)).isFalse();
        pass(12);
        assertThat(bases.known(base(1), BOUNDARY)).isFalse();
        pass(1);
        assertThat(bases.known(base(1), BOUNDARY)).isTrue();
        assertThat(bases.known(base(2), BOUNDARY)).isFalse();
        assertThat(bases.known(base(1), BOUNDARY)).isTrue();
    }

    @Test
    @DisplayName("that is none never changes")
    void beside() {
        assertThat(bases.known(MediaBase.BESIDE, BOUNDARY)).isTrue();
    }

    @Test
    @DisplayName("is forgotten when many others came")
    void bounded() {
        bases.known(base(0), BOUNDARY);
        for (int i = 1; i <= 16; i++) {
            bases.known(base(i), BOUNDARY);
        }
        pass(13);
        assertThat(bases.known(base(16), BOUNDARY)).isTrue();
        assertThat(bases.known(base(0), BOUNDARY)).isFalse();
    }
}
