package dev.streamapp.packager.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.hls.MediaBase;
import dev.streamapp.packager.hls.MediaPlaylist;
import dev.streamapp.packager.hls.Part;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A published playlist")
class PublishedTest {
    private final Published published =
            new Published(
                    new MediaPlaylist(
                            new Targets(Duration.ofSeconds(1), Duration.ofMillis(500), 2),
                            3,
                            List.of(
                                    new Segment(
                                            "1abcd",
                                            7,
                                            false,
                                            Instant.EPOCH,
                                            List.of(new Part(1_000_000_000, true, 10)),
                                            1_000_000_000)),
                            null));

    private static MediaBase base(int number) {
        return new MediaBase("https://cdn.example.com/" + number + "/");
    }

    @Test
    @DisplayName("is rendered once for each base, and all who ask get that one text")
    void once() {
        byte[] beside = published.body(MediaBase.BESIDE);
        byte[] under = published.body(base(1));
        assertThat(published.body(MediaBase.BESIDE)).isSameAs(beside);
        assertThat(published.body(base(1))).isSameAs(under).isNotEqualTo(beside);
    }

    @Test
    @DisplayName("keeps few texts, and answers for any further base all the same")
    void bounded() {
        for (int i = 0; i < 4; i++) {
            assertThat(published.body(base(i))).isSameAs(published.body(base(i)));
        }
        byte[] further = published.body(base(4));
        assertThat(published.body(base(4))).isNotSameAs(further).isEqualTo(further);
        assertThat(new String(further, StandardCharsets.US_ASCII)).contains(base(4).text());
    }
}
