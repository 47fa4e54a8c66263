package dev.streamapp.gateway.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.gateway.platform.Keys;
import dev.streamapp.gateway.platform.Secret;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlaybackUrlsTest {

    private final StreamTokens tokens =
            new StreamTokens(
                    "streams",
                    new Keys(new Secret("a secret that is longer than 32 bytes"), null),
                    Clock.systemUTC());
    private final PlaybackUrls urls = new PlaybackUrls("live.example.com", tokens);

    @Test
    @DisplayName("the unsigned address is the playlist on the public host")
    void unsigned() {
        assertThat(urls.unsigned("bench-1"))
                .isEqualTo("https://live.example.com/hls/bench-1/playlist.m3u8");
    }

    @Test
    @DisplayName("the signed address carries a token that is valid for it as it stands")
    void signed() {
        var viewer = new Viewer.Customer(UUID.randomUUID());
        String url = urls.signed("bench-1", viewer, Instant.now().plusSeconds(60));
        assertThat(url).startsWith(urls.unsigned("bench-1") + "?token=");
        String token = URI.create(url).getQuery().substring("token=".length());
        assertThat(tokens.verify("bench-1", token)).isInstanceOf(TokenVerdict.Valid.class);
    }
}
