package dev.streamapp.packager.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.streamapp.packager.ingest.RtspPull.Credentials;
import dev.streamapp.packager.ingest.RtspPull.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A camera with a real RTSP server (GStreamer's)")
class RtspTest {
    private static final String PYTHON = "/usr/bin/python3";
    private static final String PICTURE =
            "videotestsrc is-live=true ! video/x-raw,format=I420,width=160,height=120,framerate=25/1 ! ";
    private static final String H264 =
            PICTURE
                    + "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25"
                    + " ! rtph264pay name=pay0 pt=96 config-interval=1 ";
    private static final String ALAW =
            "audiotestsrc is-live=true ! audio/x-raw,rate=8000,channels=1 ! alawenc"
                    + " ! rtppcmapay name=pay1 pt=8 ";

    private final List<Process> cameras = new ArrayList<>();

    @TempDir Path directory;

    @BeforeEach
    void available() throws Exception {
        assumeThat(
                        Stage.succeeds(
                                PYTHON,
                                "-c",
                                "import gi; gi.require_version('GstRtspServer', '1.0')"))
                .as("GStreamer's RTSP server for Python")
                .isTrue();
    }

    @AfterEach
    void stop() {
        cameras.forEach(Process::destroyForcibly);
    }

    /** Starts a camera and tells its port. */
    private int camera(String pipeline, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(PYTHON, "src/test/resources/camera.py", "( " + pipeline + ")"));
        command.addAll(Arrays.asList(more));
        Process camera =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        cameras.add(camera);
        BufferedReader said = camera.inputReader();
        return Integer.parseInt(said.readLine());
    }

    private Stage pull(int port, @Nullable Credentials credentials) throws Exception {
        return pull(port, credentials, Transport.TCP);
    }

    private Stage pull(int port, @Nullable Credentials credentials, Transport transport)
            throws Exception {
        String url = "rtsp://127.0.0.1:" + port + "/live";
        return new Stage(RtspPull.of(url, credentials, transport), directory);
    }

    @Test
    @DisplayName(
            "and G.711 sound is pulled to a decoded picture and AAC, and pulled again when it was off")
    void cameraWithSound() throws Exception {
        int port = camera(H264 + ALAW);
        try (Stage stage = pull(port, null)) {
            stage.partsMore(12);
            assertThat(stage.formats()).containsExactly("H.264", "AAC");
            assertThat(stage.sounds).containsExactly("pcm_alaw transcoded");
            assertThat(stage.decodedPictures()).isGreaterThan(40);
            cameras.getFirst().destroyForcibly();
            stage.awaitEnding(Ending.DEPARTED);
            stage.awaitEnding(Ending.REFUSED);
            camera(H264, "--port", String.valueOf(port));
            stage.partsMore(6);
        }
    }

    @Test
    @DisplayName("and H.265 gets the name that Apple's players need")
    void h265() throws Exception {
        int port =
                camera(
                        PICTURE
                                + "x265enc tune=zerolatency speed-preset=ultrafast key-int-max=25"
                                + " ! rtph265pay name=pay0 pt=96 config-interval=1 ");
        try (Stage stage = pull(port, null, Transport.UDP)) {
            stage.partsMore(6);
            assertThat(stage.started.getLast().video().orElseThrow().codec()).startsWith("hvc1.");
            assertThat(stage.decodedPictures()).isGreaterThan(10);
        }
    }

    @Test
    @DisplayName("and JPEG alone is told what to set")
    void motionJpeg() throws Exception {
        int port = camera(PICTURE + "jpegenc ! rtpjpegpay name=pay0 pt=26 ");
        try (Stage stage = pull(port, null)) {
            stage.awaitEnding(Ending.UNSUPPORTED_CODEC);
            assertThat(stage.ended)
                    .anySatisfy(ending -> assertThat(ending).contains("mjpeg video", "H.264"));
        }
    }

    @Test
    @DisplayName("that asks for credentials gets them, whatever they are made of, and no log does")
    void credentials() throws Exception {
        String password = "p@ss: w/ord%?&#-y";
        int port = camera(H264, "--user", "admin", "--password", password);
        try (Stage stage = pull(port, new Credentials("admin", password))) {
            stage.partsMore(6);
        }
        try (Stage stage = pull(port, new Credentials("admin", "guessed"))) {
            stage.awaitEnding(Ending.BAD_CREDENTIALS);
            assertThat(stage.ended.toString()).doesNotContain("guessed");
        }
    }

    @Test
    @DisplayName("that has no such stream, or is not there, is told apart")
    void nothingThere() throws Exception {
        int port = camera(H264);
        String url = "rtsp://127.0.0.1:" + port + "/other";
        try (Stage stage = new Stage(RtspPull.of(url, null, Transport.TCP), directory)) {
            stage.awaitEnding(Ending.REFUSED);
            assertThat(stage.ended).anySatisfy(ending -> assertThat(ending).contains("404"));
        }
        String nowhere = "rtsp://nowhere.invalid/live";
        try (Stage stage = new Stage(RtspPull.of(nowhere, null, Transport.TCP), directory)) {
            stage.awaitEnding(Ending.UNREACHABLE);
        }
    }
}
