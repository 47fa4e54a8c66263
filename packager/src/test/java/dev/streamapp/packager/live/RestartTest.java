package dev.streamapp.packager.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.PlaylistRules;
import dev.streamapp.packager.hls.PlaylistRules.Listed;
import dev.streamapp.packager.hls.PlaylistRules.ListedPart;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.media.SyntheticStream;
import dev.streamapp.packager.media.SyntheticStream.Frame;
import dev.streamapp.packager.store.Journal;
import dev.streamapp.packager.store.MemoryVolume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("After a restart")
class RestartTest {
    private static final Targets TARGETS =
            new Targets(Duration.ofSeconds(2), Duration.ofMillis(200), 3);

    private static SyntheticStream stream(double seconds) {
        return new SyntheticStream().frameSize(50).video(25, 25, seconds);
    }

    private static Studio restarted(Studio before) throws IOException {
        return restarted(before, before.volume.copy());
    }

    private static Studio restarted(Studio before, MemoryVolume volume) throws IOException {
        FakeTime time = new FakeTime(before.time.instant().plusSeconds(1));
        return new Studio(TARGETS, volume, time);
    }

    @Test
    @DisplayName("killed after any write, the list goes on and no address has two contents")
    void killedAnywhere() throws IOException {
        Studio whole = new Studio(TARGETS);
        whole.finish(whole.publish(stream(9)));
        for (int writes = 1; writes <= whole.volume.writes(); writes++) {
            killedAfter(writes);
        }
    }

    private static void killedAfter(int writes) throws IOException {
        MemoryVolume volume = new MemoryVolume();
        Studio before = new Studio(TARGETS, volume, new FakeTime(Studio.START));
        volume.dieAfter(writes);
        int[] shown = new int[1];
        // up to the first write that does not happen, every playlist may have been fetched
        volume.beforeWrite(() -> {
            if (volume.writes() <= writes) {
                before.look();
                shown[0] = before.seen.size();
            }
        });
        SyntheticStream stream = stream(9);
        Recorder recorder = before.begin(stream);
        for (Frame frame : stream.frames()) {
            before.time.advance(Duration.ofMillis(40));
            before.feed(recorder, stream, frame);
            if (volume.writes() >= writes) {
                break;
            }
        }
        Studio after = restarted(before);
        assertThat(after.problem).isNull();
        if (shown[0] > 0) {
            PlaylistRules known = before.seen.get(shown[0] - 1);
            assertThat(after.seen).as("after write " + writes).isNotEmpty();
            known.followedBy(after.last());
        }
        after.finish(after.publish(stream(4)));
        Map<String, byte[]> old = volume.files();
        after.volume
                .files()
                .forEach((name, content) -> {
                    if (name.endsWith(".mp4") && old.containsKey(name)) {
                        assertThat(content).as(name).isEqualTo(old.get(name));
                    }
                });
        everythingListedIsThere(after);
    }

    private static void everythingListedIsThere(Studio studio) {
        Set<String> files = new HashSet<>(studio.volume.files().keySet());
        for (Listed segment : studio.last().segments) {
            assertThat(files).contains(segment.map);
            for (ListedPart part : segment.parts) {
                assertThat(files)
                        .contains(
                                ((Names.OfPart) Objects.requireNonNull(Names.parse(part.uri())))
                                        .segment()
                                        .toString());
            }
        }
    }

    static Stream<Arguments> corruptions() {
        return Stream.of(
                Arguments.of("empty", new byte[0]),
                Arguments.of("garbage", "\u0000\u0001garbage\n".getBytes(StandardCharsets.UTF_8)),
                Arguments.of("no object", "[1]\n".getBytes(StandardCharsets.UTF_8)),
                Arguments.of(
                        "of another version",
                        """
                        {"event":"listing","version":99,"nextMsn":5,"discontinuitySequence":5}
                        """
                                .getBytes(StandardCharsets.UTF_8)),
                Arguments.of(
                        "contradictory",
                        """
                        {"event":"listing","version":1,"nextMsn":5,"discontinuitySequence":5}
                        {"event":"part","nanos":1,"independent":true,"bytes":1}
                        """
                                .getBytes(StandardCharsets.UTF_8)),
                Arguments.of(
                        "negative",
                        """
                        {"event":"listing","version":1,"nextMsn":-5,"discontinuitySequence":5}
                        """
                                .getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("corruptions")
    @DisplayName("a journal that cannot be read is said so, and numbers go on above everything")
    void unreadable(String what, byte[] content) throws IOException {
        Studio before = new Studio(TARGETS);
        before.finish(before.publish(stream(9)));
        MemoryVolume volume = before.volume.copy();
        volume.put(Journal.FILE, content);
        Studio after = restarted(before, volume);
        assertThat(after.problem).as(what).contains(Journal.FILE);
        assertThat(after.seen).isEmpty();
        assertThat(volume.files().keySet()).noneMatch(name -> name.endsWith(".mp4"));
        after.finish(after.publish(stream(9)));
        assertThat(after.last().mediaSequence).isGreaterThan(before.last().segments.getLast().msn);
        assertThat(after.last().discontinuitySequence)
                .isGreaterThanOrEqualTo(before.last().discontinuitySequence);
    }

    @Test
    @DisplayName(
            "a journal cut off anywhere gives a part of the list or a new one, never a wrong one")
    void cutOff() throws IOException {
        Studio before = new Studio(TARGETS);
        before.finish(before.publish(stream(9)));
        byte[] journal = Objects.requireNonNull(before.volume.files().get(Journal.FILE));
        for (int length = 0; length < journal.length; length += 7) {
            MemoryVolume volume = before.volume.copy();
            volume.put(Journal.FILE, Arrays.copyOf(journal, length));
            Studio after = restarted(before, volume);
            after.finish(after.publish(stream(4)));
            everythingListedIsThere(after);
            assertThat(after.last().segments.getLast().msn)
                    .as("no number twice, but that of a segment just begun")
                    .isGreaterThanOrEqualTo(before.last().segments.getLast().msn);
        }
    }

    @Test
    @DisplayName("a clock that was set back does not take numbers back")
    void clockSetBack() throws IOException {
        Studio before = new Studio(TARGETS);
        before.finish(before.publish(stream(9)));
        for (boolean journal : new boolean[] {true, false}) {
            MemoryVolume volume = before.volume.copy();
            if (!journal) {
                volume.put(Journal.FILE, new byte[0]);
            }
            Studio after =
                    new Studio(
                            TARGETS, volume, new FakeTime(Instant.parse("2001-01-01T00:00:00Z")));
            after.finish(after.publish(stream(9)));
            assertThat(after.last().segments.getLast().msn)
                    .isGreaterThan(before.last().segments.getLast().msn);
        }
    }

    static Stream<Targets> otherTargets() {
        return Stream.of(
                new Targets(Duration.ofSeconds(4), Duration.ofMillis(200), 3),
                new Targets(Duration.ofSeconds(2), Duration.ofMillis(500), 3));
    }

    @ParameterizedTest
    @MethodSource("otherTargets")
    @DisplayName("targets that changed begin a new list, whose numbers go on above the old one")
    void otherTargets(Targets targets) throws IOException {
        Studio before = new Studio(TARGETS);
        before.finish(before.publish(stream(9)));
        FakeTime time = new FakeTime(before.time.instant().plusSeconds(1));
        Studio after = new Studio(targets, before.volume.copy(), time);
        assertThat(after.problem).isNull();
        assertThat(after.seen).as("nothing promised otherwise is listed").isEmpty();
        after.finish(after.publish(stream(14)));
        assertThat(after.last().mediaSequence).isGreaterThan(before.last().segments.getLast().msn);
        assertThat(after.last().discontinuitySequence)
                .isGreaterThan(before.last().discontinuitySequence);
        everythingListedIsThere(after);
        Studio again = new Studio(targets, after.volume.copy(), time);
        after.last().followedBy(again.last());
    }

    @Test
    @DisplayName("a journal of a version that did not write the targets is taken up")
    void withoutTargets() throws IOException {
        Studio before = new Studio(TARGETS);
        before.finish(before.publish(stream(9)));
        MemoryVolume volume = before.volume.copy();
        String journal =
                new String(
                        Objects.requireNonNull(volume.files().get(Journal.FILE)),
                        StandardCharsets.UTF_8);
        String older = journal.replace(",\"targetSeconds\":2,\"partNanos\":200000000", "");
        assertThat(older).isNotEqualTo(journal);
        volume.put(Journal.FILE, older.getBytes(StandardCharsets.UTF_8));
        before.last().followedBy(restarted(before, volume).last());
    }

    @Test
    @DisplayName("a loss of power takes no whole segment back, nor what left the list")
    void powerLost() throws IOException {
        Studio before = new Studio(TARGETS);
        SyntheticStream stream = stream(20);
        Recorder recorder = before.begin(stream);
        for (Frame frame : stream.frames()) {
            before.time.advance(Duration.ofMillis(40));
            before.feed(recorder, stream, frame);
            if (before.seen.isEmpty()) {
                continue;
            }
            Studio after = restarted(before, before.volume.afterLossOfPower());
            assertThat(after.last().mediaSequence).isEqualTo(before.last().mediaSequence);
            assertThat(whole(after)).isEqualTo(whole(before));
        }
    }

    private static List<String> whole(Studio studio) {
        return studio.last().segments.stream()
                .map(segment -> segment.uri)
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    @DisplayName("a lost file takes what came before it out of the list, and nothing else")
    void lostFile() throws IOException {
        Studio before = new Studio(TARGETS);
        before.finish(before.publish(stream(9)));
        List<Listed> segments = before.last().segments;
        Listed broken = segments.get(segments.size() - 2);
        MemoryVolume volume = before.volume.copy();
        volume.put(Objects.requireNonNull(broken.uri), new byte[3]);
        Studio after = restarted(before, volume);
        assertThat(after.last().segments).hasSize(1);
        assertThat(after.last().mediaSequence).isEqualTo(segments.getLast().msn);
    }

    @Test
    @DisplayName("a full volume loses what cannot be stored, and recovers by itself")
    void fullVolume() throws IOException {
        Studio studio = new Studio(TARGETS);
        studio.finish(studio.publish(stream(9)));
        studio.volume.capacity(studio.volume.used() + 300);
        studio.finish(studio.publish(stream(9)));
        assertThat(studio.storage).isNotEmpty().allMatch(why -> why.contains("No space"));
        studio.volume.capacity(Long.MAX_VALUE);
        int before = studio.seen.size();
        studio.finish(studio.publish(stream(9)));
        assertThat(studio.seen.size()).isGreaterThan(before + 20);
        everythingListedIsThere(studio);
        Studio after = restarted(studio);
        studio.last().followedBy(after.last());
    }

    @Test
    @DisplayName("a volume that fills in the middle of a run goes on behind a discontinuity")
    void fullInTheMiddle() throws IOException {
        Studio studio = new Studio(new Targets(Duration.ofSeconds(2), Duration.ofMillis(200), 20));
        SyntheticStream stream = stream(30);
        Recorder recorder = studio.begin(stream);
        Map<Integer, Long> capacities = new HashMap<>();
        capacities.put(200, 0L);
        capacities.put(300, Long.MAX_VALUE);
        int count = 0;
        for (Frame frame : stream.frames()) {
            studio.time.advance(Duration.ofMillis(40));
            Long capacity = capacities.get(count++);
            if (capacity != null) {
                studio.volume.capacity(capacity);
            }
            studio.feed(recorder, stream, frame);
        }
        studio.finish(recorder);
        List<Listed> segments = studio.last().segments;
        assertThat(segments.stream().filter(segment -> segment.discontinuity)).hasSize(1);
        everythingListedIsThere(studio);
    }
}
