package dev.streamapp.packager.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.streamapp.crds.CampaignReport;
import dev.streamapp.packager.store.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The process itself; what the journal's every byte can do is tried in RestartTest. */
@DisplayName("Killed on air, with whatever became of its volume")
class LostStateTest {

    private static final CampaignReport REPORT = new CampaignReport("lost-state");

    @TempDir Path directory;

    /** What happens to the volume while nobody runs. */
    enum Loss {
        NOTHING,
        JOURNAL_DELETED,
        JOURNAL_EMPTY,
        JOURNAL_HALF,
        JOURNAL_NOISE,
        FIRST_MEDIA_DELETED,
        ALL_MEDIA_DELETED,
        ALL_MEDIA_EMPTY,
        EVERYTHING_DELETED
    }

    @BeforeAll
    static void tools() throws Exception {
        HostilePublisherTest.tools();
    }

    @AfterAll
    static void tell() throws IOException {
        REPORT.write();
    }

    static Stream<Loss> losses() {
        return CampaignReport.FULL ? Stream.of(Loss.values()) : Stream.of(Loss.JOURNAL_HALF);
    }

    @ParameterizedTest
    @MethodSource
    @DisplayName(
            "numbers never go back, no address has two contents, and the camera is back on air")
    void losses(Loss loss) throws Exception {
        try (var packager = new PackagerProcess(directory);
                var publishers = new Publishers()) {
            publishers.cameraOnAir(packager.srtPort, packager);
            packager.moves(3);
            Map<String, String> before = packager.listed();
            long newest = packager.newest();
            publishers.close();
            packager.killed();
            lose(loss, packager.volume());
            if (loss == Loss.NOTHING) {
                packager.back();
            } else {
                packager.backWithout();
            }

            publishers.cameraOnAir(packager.srtPort, packager);
            packager.moves(5);
            assertThat(packager.newest()).as("never back").isGreaterThan(newest);
            assertThat(packager.listed())
                    .allSatisfy((address, content) ->
                            assertThat(before.getOrDefault(address, content)).isEqualTo(content));
            assertThat(packager.decoderSays()).isEmpty();
        }
        REPORT.passed(
                "volume after kill -9: " + loss.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    @Test
    @DisplayName("another packager on the same volume waits until the first has ended")
    void oneAfterAnother() throws Exception {
        try (var first = new PackagerProcess(directory)) {
            var second = CompletableFuture.supplyAsync(() -> started(directory));
            await().atMost(PackagerProcess.PATIENCE)
                    .until(() ->
                            Files.readString(directory.resolve("log"))
                                    .contains("another packager still has the volume"));
            assertThat(second).isNotDone();
            assertThat(first.status()).contains("Waiting");
            first.killed();
            second.get(PackagerProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS).close();
        }
    }

    private static PackagerProcess started(Path directory) {
        try {
            return new PackagerProcess(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void lose(Loss loss, Path volume) throws IOException {
        Path journal = volume.resolve(Journal.FILE);
        assertThat(journal).exists();
        byte[] written = Files.readAllBytes(journal);
        switch (loss) {
            case NOTHING -> {}
            case JOURNAL_DELETED -> Files.delete(journal);
            case JOURNAL_EMPTY -> Files.write(journal, new byte[0]);
            case JOURNAL_HALF -> Files.write(journal, Arrays.copyOf(written, written.length / 2));
            case JOURNAL_NOISE -> {
                new Random(1).nextBytes(written);
                Files.write(journal, written);
            }
            case FIRST_MEDIA_DELETED -> Files.delete(media(volume)[0]);
            case ALL_MEDIA_DELETED -> {
                for (Path file : media(volume)) {
                    Files.delete(file);
                }
            }
            case ALL_MEDIA_EMPTY -> {
                for (Path file : media(volume)) {
                    Files.write(file, new byte[0]);
                }
            }
            case EVERYTHING_DELETED -> {
                for (Path file : media(volume)) {
                    Files.delete(file);
                }
                Files.delete(journal);
            }
        }
    }

    private static Path[] media(Path volume) throws IOException {
        try (Stream<Path> files = Files.list(volume)) {
            return files.filter(file -> file.toString().endsWith(".mp4"))
                    .sorted()
                    .toArray(Path[]::new);
        }
    }
}
