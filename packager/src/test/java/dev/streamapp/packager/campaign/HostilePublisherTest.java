package dev.streamapp.packager.campaign;

import static dev.streamapp.packager.campaign.Publishers.AAC;
import static dev.streamapp.packager.campaign.Publishers.H264;
import static dev.streamapp.packager.campaign.Publishers.PICTURE;
import static dev.streamapp.packager.campaign.Publishers.SOUND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.CampaignReport;
import dev.streamapp.packager.ingest.LossyLink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After each of them an honest camera gets on air, and its picture decodes. */
@DisplayName("Whatever a publisher does, the packager lives and the next one is welcome")
class HostilePublisherTest {

    private static final String CAMPAIGN = "campaign";
    private static final String FULL = "full";
    private static final CampaignReport REPORT = new CampaignReport("hostile-publisher");
    private static final Duration FOUR_SECONDS = Duration.ofSeconds(4);
    private static final int GARBAGE = 5000;
    private static final int HANDSHAKE = 64;
    private static final int TS_PACKET = 188;

    /** Where the 33 bits of an MPEG timestamp end, less two seconds. */
    private static final double BEFORE_WRAP = 95441.7;

    @TempDir Path directory;
    private PackagerProcess packager;
    private Publishers publishers;

    @BeforeAll
    static void tools() throws Exception {
        var tools =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                "ffmpeg -hide_banner -protocols | grep -qw srt && command -v srt-live-transmit")
                        .start();
        assumeThat(tools.waitFor())
                .as("ffmpeg with SRT and srt-live-transmit on the PATH")
                .isZero();
    }

    @BeforeEach
    void start() throws IOException {
        publishers = new Publishers();
        packager = new PackagerProcess(directory);
    }

    @AfterEach
    void honestCamera(TestInfo test) throws Exception {
        try {
            publishers.close();
            packager.awaitGone();
            onAir(packager.srtPort);
            // a decoder begins three segments before the end
            packager.moves(5);
            assertThat(packager.decoderSays()).as("what the decoder says").isEmpty();
            assertThat(packager.isAlive()).isTrue();
            assertThat(packager.log()).doesNotContain(PackagerProcess.PASSPHRASE);
            REPORT.passed(
                    test.getTestMethod().orElseThrow().getAnnotation(DisplayName.class).value());
        } finally {
            publishers.close();
            packager.close();
        }
    }

    private Process onAir(int port) {
        return publishers.cameraOnAir(port, packager);
    }

    @AfterAll
    static void tell() throws IOException {
        REPORT.write();
    }

    @Test
    @DisplayName("garbage instead of SRT, and SRT handshakes with broken fields, off and on air")
    void garbage() throws IOException {
        throwGarbage();
        packager.awaitStatus("\"listening\":true");
        onAir(packager.srtPort);
        packager.moves(1);
        long cuts = packager.discontinuities();
        throwGarbage();
        packager.moves(3);
        assertThat(packager.discontinuities()).as("interruptions").isEqualTo(cuts);
    }

    private void throwGarbage() throws IOException {
        var random = new Random(4);
        try (var socket = new DatagramSocket()) {
            for (int i = 0; i < GARBAGE; i++) {
                byte[] bytes = i % 2 == 0 ? noise(random) : handshake(random);
                socket.send(
                        new DatagramPacket(
                                bytes,
                                bytes.length,
                                InetAddress.getLoopbackAddress(),
                                packager.srtPort));
            }
        }
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(1472)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** An SRT induction or conclusion request, some fields of it at random. */
    private static byte[] handshake(Random random) {
        ByteBuffer packet = ByteBuffer.allocate(HANDSHAKE + random.nextInt(64));
        packet.putInt(0x80000000).putInt(0).putInt(0).putInt(0);
        packet.putInt(4 + random.nextInt(2)).putInt(random.nextInt(4)).putInt(random.nextInt());
        packet.putInt(1500).putInt(8192).putInt(random.nextBoolean() ? 1 : -1);
        for (int i = 0; i < 3; i++) {
            packet.put(random.nextInt(HANDSHAKE), (byte) random.nextInt());
        }
        return packet.array();
    }

    @Test
    @EnabledIfSystemProperty(named = CAMPAIGN, matches = FULL)
    @DisplayName("wrong passphrases by the dozen, off and on air")
    void wrongPassphrases() throws Exception {
        knock(6);
        packager.awaitStatus("PublisherRefused");
        onAir(packager.srtPort);
        packager.moves(1);
        long cuts = packager.discontinuities();
        knock(6);
        packager.moves(2);
        assertThat(packager.discontinuities()).as("interruptions").isEqualTo(cuts);
    }

    private void knock(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            Process stranger = publishers.caller(packager.srtPort, "not-the-passphrase-" + i);
            stranger.waitFor(5, TimeUnit.SECONDS);
            stranger.destroyForcibly();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = CAMPAIGN, matches = FULL)
    @DisplayName("a second caller with the right passphrase while the first is on air")
    void secondCaller() {
        onAir(packager.srtPort);
        packager.moves(1);
        long cuts = packager.discontinuities();
        publishers.ffmpeg(packager.srtPort, PICTURE + " " + H264);
        packager.moves(4);
        assertThat(packager.discontinuities()).as("interruptions").isEqualTo(cuts);
    }

    @Test
    @EnabledIfSystemProperty(named = CAMPAIGN, matches = FULL)
    @DisplayName("one that connects and never says a word")
    void silence() throws Exception {
        Process silent = publishers.caller(packager.srtPort, PackagerProcess.PASSPHRASE);
        assertThat(silent.waitFor(PackagerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("hung up on")
                .isTrue();
    }

    @Test
    @EnabledIfSystemProperty(named = CAMPAIGN, matches = FULL)
    @DisplayName("one that freezes on air without hanging up")
    void frozen() throws Exception {
        Process camera = onAir(packager.srtPort);
        packager.moves(1);
        new ProcessBuilder("kill", "-STOP", String.valueOf(camera.pid())).start().waitFor();
        packager.awaitState("Reconnecting");
        packager.awaitStatus("\"listening\":true");
    }

    @Test
    @EnabledIfSystemProperty(named = CAMPAIGN, matches = FULL)
    @DisplayName("sound without a picture")
    void audioOnly() {
        publishers.ffmpeg(packager.srtPort, SOUND + " " + AAC);
        packager.awaitState("OnAir");
        packager.awaitStatus("\"format\":\"AAC\"");
        packager.moves(3);
        assertThat(packager.status()).doesNotContain("\"video\"");
    }

    static Stream<Arguments> changes() {
        String camera = String.join(" ", PICTURE, SOUND, H264, AAC);
        String large = camera.replace("160x90", "320x180");
        String hevc =
                camera.replace(
                        H264, "-c:v libx265 -preset ultrafast -g 25 -x265-params log-level=error");
        String opus = camera.replace(AAC, "-c:a libopus");
        Stream<Arguments> all =
                Stream.of(
                        Arguments.of("a time stamp an hour later", camera, 10.0, camera, 3610.0),
                        Arguments.of("a time stamp an hour earlier", camera, 3610.0, camera, 10.0),
                        Arguments.of(
                                "time stamps past their 33 bits", camera, BEFORE_WRAP, camera, 2.3),
                        Arguments.of("another picture size", camera, 10.0, large, 14.0),
                        Arguments.of("H.265 after H.264", camera, 10.0, hevc, 14.0),
                        Arguments.of("Opus after AAC", camera, 10.0, opus, 14.0),
                        Arguments.of("no more sound", camera, 10.0, PICTURE + " " + H264, 14.0));
        return CampaignReport.FULL ? all : all.limit(1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    @DisplayName("another time line, codec, size or track in the middle of a transmission")
    void changes(String what, String before, double start, String after, double restart)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(Publishers.recording(directory, before, start));
        bytes.write(Publishers.recording(directory, after, restart));
        publishers.send(packager.srtPort, bytes.toByteArray(), FOUR_SECONDS.multipliedBy(2));
        await("the first half was on air")
                .atMost(PackagerProcess.PATIENCE)
                .until(() -> packager.newest() > 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @EnabledIfSystemProperty(named = CAMPAIGN, matches = FULL)
    @ValueSource(ints = {1, 2, 3})
    @DisplayName("MPEG-TS with broken bytes: one in a thousand, or all of them")
    void brokenTransportStream(int seed) {
        var random = new Random(seed);
        byte[] bytes =
                Publishers.recording(directory, String.join(" ", PICTURE, SOUND, H264, AAC), 10);
        for (int i = 0; i < bytes.length; i++) {
            boolean sync = i % TS_PACKET == 0;
            if (seed == 1 ? !sync : random.nextInt(1000) == 0) {
                bytes[i] = (byte) random.nextInt();
            }
        }
        publishers.send(packager.srtPort, bytes, FOUR_SECONDS);
    }

    @Test
    @EnabledIfSystemProperty(named = CAMPAIGN, matches = FULL)
    @DisplayName("a fifth of all packets lost on the way")
    void loss() throws IOException {
        try (var path = new LossyLink(packager.srtPort)) {
            path.loseBothWays(0.2);
            onAir(path.port());
            packager.moves(8);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = CAMPAIGN, matches = FULL)
    @DisplayName("all packets lost for a while, again and again")
    void tunnel() throws IOException {
        try (var path = new LossyLink(packager.srtPort)) {
            for (int i = 0; i < 2; i++) {
                Process camera = onAir(path.port());
                packager.moves(2);
                path.loseBothWays(1);
                packager.awaitState("Reconnecting");
                camera.destroyForcibly();
                path.loseBothWays(0);
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = CAMPAIGN, matches = FULL)
    @DisplayName("a sender that never stops, through a kill -9 of the packager")
    void neverStops() throws Exception {
        try (var path = new LossyLink(packager.srtPort)) {
            Process camera = onAir(path.port());
            packager.moves(3);
            long newest = packager.newest();
            path.repeatForEver();
            camera.destroyForcibly();
            packager.killedAndBack();
            assertThat(packager.newest()).as("never back").isGreaterThanOrEqualTo(newest);
            onAir(packager.srtPort);
            packager.moves(3);
        }
    }
}
