package dev.streamapp.packager.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.live.Recorder;
import dev.streamapp.packager.live.Studio;
import dev.streamapp.packager.media.SyntheticStream;
import dev.streamapp.packager.media.SyntheticStream.Frame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A playlist that reaches far back, over HTTP")
class SkippingTest {
    private static final int FRAMES = 30 * 25;

    private final HttpClient client = HttpClient.newHttpClient();
    private Studio studio;
    private MediaServer server;
    private Recorder recorder;
    private SyntheticStream stream;
    private List<Frame> frames;
    private int fed;

    @BeforeEach
    void start() throws IOException {
        studio = new Studio(new Targets(Duration.ofSeconds(1), Duration.ofMillis(200), 20));
        server =
                new MediaServer(
                        0,
                        studio.reloads,
                        studio.library,
                        studio.recordings,
                        () -> null,
                        false,
                        64,
                        (code, bytes) -> {});
        stream = new SyntheticStream().frameSize(50).video(25, 25, 60);
        frames = stream.frames();
        recorder = studio.begin(stream);
        feed(FRAMES);
    }

    private void feed(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            studio.time.advance(Duration.ofMillis(40));
            studio.feed(recorder, stream, frames.get(fed++));
        }
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    private CompletableFuture<String> ask(String query) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/live.m3u8" + query);
        return client.sendAsync(
                        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
                        BodyHandlers.ofString())
                .thenApply(HttpResponse::body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?_HLS_skip=YES", "?_HLS_skip=v2", "?a=b&_HLS_skip=YES"})
    @DisplayName("leaves out what the client has, when it says so")
    void asked(String query) {
        assertThat(ask(query).join()).contains("#EXT-X-SKIP:SKIPPED-SEGMENTS=15\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?_HLS_skip=NO", "?_HLS_skip=", "?HLS_skip=YES"})
    @DisplayName("leaves out nothing for a client that did not ask")
    void unasked(String query) {
        assertThat(ask(query).join()).contains("CAN-SKIP-UNTIL=6").doesNotContain("#EXT-X-SKIP");
    }

    @Test
    @DisplayName("leaves out nothing under a base of media that is new")
    void newBase() throws Exception {
        String base = "https://cdn.example.com/hls/_/t/bench-1/";
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/live.m3u8?_HLS_skip=YES");
        HttpRequest asked = HttpRequest.newBuilder(uri).header("X-Stream-Media-Base", base).build();
        assertThat(client.send(asked, BodyHandlers.ofString()).body())
                .contains(base)
                .doesNotContain("#EXT-X-SKIP:");
    }

    @Test
    @DisplayName("is waited for and told in short at once, or as a whole to whom it is too old")
    void awaited() throws IOException {
        long last = studio.last().segments.getLast().msn;
        CompletableFuture<String> next =
                ask("?_HLS_msn=%d&_HLS_part=0&_HLS_skip=YES".formatted(last + 1));
        await().until(() -> studio.reloads.waiting() == 1);
        feed(50);
        assertThat(next.join()).contains("#EXT-X-SKIP:", "-" + (last + 1) + "-0.mp4");
        assertThat(ask("?_HLS_msn=%d&_HLS_skip=YES".formatted(last - 12)).join())
                .doesNotContain("#EXT-X-SKIP:")
                .contains("-" + studio.last().mediaSequence + ".mp4");
    }
}
