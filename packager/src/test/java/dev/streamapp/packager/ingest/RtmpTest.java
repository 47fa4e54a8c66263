package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An RTMP publisher, which is a real ffmpeg")
class RtmpTest {
    private static final String KEY = "the-right-key";

    private Stage stage;
    private int port;

    @TempDir Path directory;

    @BeforeEach
    void listen() throws Exception {
        port = Stage.freePort();
        stage = new Stage(new RtmpListener("127.0.0.1", port, KEY), directory);
        stage.awaitListening();
    }

    @AfterEach
    void stop() throws InterruptedException {
        stage.close();
    }

    private Process publish(String key, String encoding) throws IOException {
        return stage.ffmpeg(encoding + " -f flv rtmp://127.0.0.1:" + port + "/live/" + key);
    }

    @Test
    @DisplayName("is on air to a decoded picture, leaves, and is on air again")
    void leavesAndReturns() throws Exception {
        Process camera = publish(KEY, Stage.PICTURE + Stage.H264 + "-c:a aac");
        stage.partsMore(12);
        assertThat(stage.formats()).containsExactly("H.264", "AAC");
        assertThat(stage.decodedPictures()).isGreaterThan(40);
        camera.destroy();
        stage.awaitEnding(Ending.DEPARTED);
        publish(KEY, Stage.PICTURE + Stage.H264 + "-an");
        stage.partsMore(6);
        assertThat(stage.formats()).containsExactly("H.264");
    }

    @Test
    @DisplayName("with a wrong key is refused and noticed, and the right one still gets in")
    void wrongKey() throws Exception {
        Process stranger = publish("the-wrong-key", Stage.PICTURE + Stage.H264 + "-an");
        assertThat(stranger.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stranger.exitValue()).isNotZero();
        await().atMost(Stage.LONG).until(() -> stage.refusals.get() == 1);
        publish(KEY, Stage.PICTURE + Stage.H264 + "-an");
        stage.partsMore(6);
        assertThat(stage.started).hasSize(1);
        assertThat(stage.refusals).hasValue(1);
    }

    @Test
    @DisplayName(
            "is not disturbed by those who connect and say nothing, or nonsense, or come second")
    void others() throws Exception {
        try (Socket silent = new Socket();
                Socket web = new Socket()) {
            silent.connect(new InetSocketAddress("127.0.0.1", port));
            web.connect(new InetSocketAddress("127.0.0.1", port));
            web.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
            publish(KEY, Stage.PICTURE + Stage.H264 + "-an");
            stage.partsMore(6);
            Process second = publish(KEY, Stage.PICTURE + Stage.H264 + "-an");
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isNotZero();
            stage.partsMore(6);
            assertThat(stage.started).hasSize(1);
            assertThat(stage.refusals).hasValue(0);
        }
    }

    @Test
    @DisplayName("with sound alone in MP3 is heard, at the second attempt")
    void soundAlone() throws Exception {
        String sound = "-re -f lavfi -i sine=440:r=44100 -c:a libmp3lame";
        publish(KEY, sound);
        stage.awaitEnding(Ending.RETRIED);
        publish(KEY, sound);
        stage.partsMore(6);
        assertThat(stage.formats()).containsExactly("MP3");
    }

    @Test
    @DisplayName("with video that no player plays is told so")
    void unsupported() throws Exception {
        publish(KEY, Stage.PICTURE + " -c:v flv -an");
        stage.awaitEnding(Ending.UNSUPPORTED_CODEC);
        assertThat(stage.ended)
                .anySatisfy(ending -> assertThat(ending).contains("flv1 video", "set H.264"));
    }
}
