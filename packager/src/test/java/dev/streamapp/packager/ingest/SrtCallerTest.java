package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A source that listens for SRT callers, which is a real ffmpeg")
class SrtCallerTest {
    private static final String PASSPHRASE = "correct-horse-battery";

    private int port;

    @TempDir Path directory;

    @BeforeEach
    void port() throws IOException {
        try (DatagramSocket free = new DatagramSocket()) {
            port = free.getLocalPort();
        }
    }

    private Stage stage(@Nullable String streamId, String passphrase) throws Exception {
        Duration latency = Duration.ofMillis(500);
        return new Stage(
                SrtCaller.of("srt://127.0.0.1:" + port, streamId, latency, passphrase, 16),
                directory);
    }

    private Process source(Stage stage, String audio) throws IOException {
        return stage.ffmpeg(
                Stage.PICTURE
                        + Stage.H264
                        + audio
                        + " -f mpegts -passphrase "
                        + PASSPHRASE
                        + " -pbkeylen 16 srt://127.0.0.1:"
                        + port
                        + "?mode=listener");
    }

    @Test
    @DisplayName(
            "is not there yet, comes, is pulled to a decoded picture, goes, and is pulled again")
    void comesAndGoes() throws Exception {
        try (Stage stage = stage(null, PASSPHRASE)) {
            stage.awaitEnding(Ending.UNREACHABLE);
            Process source = source(stage, "-c:a aac");
            stage.partsMore(12);
            assertThat(stage.decodedPictures()).isGreaterThan(40);
            source.destroy();
            stage.awaitEnding(Ending.DEPARTED);
            source(stage, "-c:a aac");
            stage.partsMore(6);
        }
    }

    @Test
    @DisplayName("with sound that players do not play is heard as AAC, and that is told")
    void layerTwo() throws Exception {
        try (Stage stage = stage(null, PASSPHRASE)) {
            source(stage, "-c:a mp2");
            stage.awaitEnding(Ending.RETRIED);
            source(stage, "-c:a mp2");
            stage.partsMore(6);
            assertThat(stage.formats()).containsExactly("H.264", "AAC");
            assertThat(stage.sounds).containsExactly("mp2 transcoded");
        }
    }

    @Test
    @DisplayName("with another passphrase is refused for that reason")
    void wrongPassphrase() throws Exception {
        try (Stage stage = stage(null, "not-the-passphrase")) {
            source(stage, "-an");
            stage.awaitEnding(Ending.BAD_CREDENTIALS);
            assertThat(stage.ended.toString()).doesNotContain("not-the-passphrase");
        }
    }

    @Test
    @DisplayName("is asked for a stream whose name looks like options, and gets just that name")
    void streamIdIsOneArgument() throws Exception {
        Path injected = directory.resolve("injected");
        try (Stage stage = stage("-y " + injected + " #!::r=x&mode=listener", PASSPHRASE)) {
            source(stage, "-c:a aac");
            stage.partsMore(6);
            assertThat(injected).doesNotExist();
        }
    }
}
