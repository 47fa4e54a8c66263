package dev.streamapp.packager.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.hls.MediaBase;
import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.PlaylistRules.Listed;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.media.SyntheticStream;
import dev.streamapp.packager.media.SyntheticStream.Frame;
import dev.streamapp.packager.recording.Policy;
import dev.streamapp.packager.store.Journal;
import dev.streamapp.packager.store.MemoryVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each playlist is also put together from its delta update and the one before: see Studio. */
@DisplayName("A playlist that reaches far back")
class LongWindowTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Policy RECORDED =
            new Policy(true, Duration.ofDays(1), 1 << 30, Duration.ofSeconds(60));

    private static Targets targets(int window) {
        return new Targets(SECOND, Duration.ofMillis(200), window);
    }

    private static SyntheticStream stream(double seconds) {
        return new SyntheticStream().frameSize(50).video(25, 25, seconds);
    }

    /** Some 30 KB a second. */
    private static SyntheticStream large(double seconds) {
        return new SyntheticStream().frameSize(1000).video(25, 25, seconds);
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    private static void filesAreThere(Studio studio) {
        for (Listed segment : studio.last().segments) {
            assertThat(studio.volume.files()).containsKey(segment.map);
            if (segment.uri != null) {
                Names name = Objects.requireNonNull(Names.parse(segment.uri));
                assertThat(Objects.requireNonNull(studio.library.find(name)).size())
                        .isEqualTo(studio.volume.size(segment.uri));
            }
        }
    }

    @Test
    @DisplayName("is told in short, through reconnects, and while their segments leave it")
    void updates() throws IOException {
        Studio studio = new Studio(targets(40));
        for (double seconds : new double[] {20, 3, 0.5, 9, 45, 1, 20}) {
            studio.finish(studio.publish(stream(seconds)));
            studio.time.advance(Duration.ofSeconds(2));
        }
        assertThat(studio.last().segments).hasSize(40);
        assertThat(studio.skipped).as("of 40, the newest six seconds are told").isEqualTo(34);
        assertThat(studio.last().segments.stream().limit(34).filter(s -> s.discontinuity))
                .as("among what is left out")
                .isNotEmpty();
    }

    @Test
    @DisplayName("is told as a whole to somebody whose list ends before what an update tells")
    void tooOld() throws IOException {
        Studio studio = new Studio(targets(40));
        studio.finish(studio.publish(stream(60)));
        Published shown = Objects.requireNonNull(studio.window.published());
        String whole = text(shown.body(MediaBase.BESIDE));
        long told = studio.last().mediaSequence + studio.skipped;
        assertThat(text(shown.update(MediaBase.BESIDE, told + 1))).contains("#EXT-X-SKIP:");
        assertThat(text(shown.update(MediaBase.BESIDE, told))).isEqualTo(whole);
        assertThat(shown.update(MediaBase.BESIDE, -1).length).isLessThan(whole.length() / 2);
    }

    @Test
    @DisplayName("offers no updates where they would hardly be shorter")
    void shortWindow() throws IOException {
        Studio studio = new Studio(targets(11));
        studio.finish(studio.publish(stream(30)));
        Published shown = Objects.requireNonNull(studio.window.published());
        assertThat(text(shown.body(MediaBase.BESIDE))).doesNotContain("CAN-SKIP-UNTIL");
        assertThat(shown.update(MediaBase.BESIDE, -1)).isEqualTo(shown.body(MediaBase.BESIDE));
    }

    @Test
    @DisplayName(
            "keeps no parts of old segments, in memory or in the journal, and survives a restart")
    void withoutParts() throws IOException {
        Studio studio = new Studio(targets(1000));
        studio.finish(studio.publish(stream(600)));
        List<Segment> listed = studio.window.listing().segments();
        assertThat(listed).hasSizeGreaterThan(590);
        assertThat(listed.stream().filter(segment -> !segment.parts().isEmpty()))
                .as("those of the last seven seconds, and one that is cut into")
                .hasSizeLessThanOrEqualTo(8);
        filesAreThere(studio);
        Segment old = listed.getFirst();
        assertThat(studio.library.find(old.name(0))).as("a part is no whole segment").isNull();

        Studio after = restarted(studio);
        studio.last().followedBy(after.last());
        assertThat(after.last().segments).hasSameSizeAs(studio.last().segments);
        filesAreThere(after);
        assertThat(after.volume.size(Journal.FILE)).isLessThan(300L * listed.size());
    }

    private static Studio restarted(Studio before) throws IOException {
        FakeTime time = new FakeTime(before.time.instant().plusSeconds(1));
        return new Studio(before.window.targets(), before.volume.copy(), time);
    }

    @Test
    @DisplayName("gets shorter where the volume does not take it, and the live picture goes on")
    void full() throws IOException {
        MemoryVolume volume = new MemoryVolume();
        volume.capacity(1_000_000);
        Studio studio = new Studio(targets(1000), volume, new FakeTime(Studio.START));
        studio.finish(studio.publish(large(120)));
        assertThat(studio.storage).as("complaints").isEmpty();
        assertThat(studio.last().segments).hasSizeBetween(10, 60);
        assertThat(studio.last().segments.getLast().msn - studio.seen.getFirst().mediaSequence)
                .as("nothing is missing at its end")
                .isBetween(119L, 121L);
        assertThat(studio.last().segments).noneMatch(segment -> segment.discontinuity);
        filesAreThere(studio);
        Studio after = restarted(studio);
        studio.last().followedBy(after.last());
        assertThat(after.last().segments).hasSameSizeAs(studio.last().segments);
    }

    @Test
    @DisplayName("and what is recorded of it with it, but no more than that")
    void fullAndRecorded() throws IOException {
        MemoryVolume volume = new MemoryVolume();
        volume.capacity(1_500_000);
        Studio studio = new Studio(targets(20), volume, new FakeTime(Studio.START), RECORDED);
        studio.finish(studio.publish(large(120)));
        assertThat(studio.storage).as("complaints").isEmpty();
        assertThat(studio.shortened).as("told of it").isPositive();
        assertThat(studio.last().segments).as("the recording gives way first").hasSize(20);
        assertThat(studio.recordings.bytes()).isGreaterThan(studio.library.bytes() / 2);

        volume.capacity(450_000);
        studio.finish(studio.publish(large(60)));
        assertThat(studio.storage).as("complaints").isEmpty();
        assertThat(studio.last().segments).hasSizeLessThan(20);
        filesAreThere(studio);
        assertThat(studio.recordings.count()).as("what is listed is recorded").isPositive();
    }

    @Test
    @DisplayName("never takes a number back, killed at whatever write of a full volume")
    void killedOnAFullVolume() throws IOException {
        int writes = new Full(Integer.MAX_VALUE).studio.volume.writes();
        for (int at = 1; at <= writes; at++) {
            Full before = new Full(at);
            Studio after = restarted(before.studio);
            if (before.shown > 0 && !after.seen.isEmpty()) {
                assertThat(after.last().mediaSequence)
                        .as("after write " + at)
                        .isGreaterThanOrEqualTo(
                                before.studio.seen.get(before.shown - 1).mediaSequence);
            }
        }
    }

    /** On a volume that is too small, dead after so many writes. */
    private static final class Full {
        final Studio studio;
        int shown;

        Full(int writes) throws IOException {
            MemoryVolume volume = new MemoryVolume();
            volume.capacity(330_000);
            studio = new Studio(targets(30), volume, new FakeTime(Studio.START));
            volume.dieAfter(writes);
            // up to the first write that does not happen, every playlist may have been fetched
            volume.beforeWrite(() -> {
                if (volume.writes() <= writes) {
                    studio.look();
                    shown = studio.seen.size();
                }
            });
            SyntheticStream stream = large(16);
            Recorder recorder = studio.begin(stream);
            for (Frame frame : stream.frames()) {
                studio.time.advance(Duration.ofMillis(40));
                studio.feed(recorder, stream, frame);
                if (volume.writes() >= writes) {
                    break;
                }
            }
        }
    }
}
