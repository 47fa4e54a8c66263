package dev.streamapp.packager.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.live.FakeTime;
import dev.streamapp.packager.live.Recorder;
import dev.streamapp.packager.live.Studio;
import dev.streamapp.packager.media.SyntheticStream;
import dev.streamapp.packager.media.SyntheticStream.Frame;
import dev.streamapp.packager.store.MemoryVolume;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Recordings")
class RecordingsTest {
    private static final Targets TARGETS =
            new Targets(Duration.ofSeconds(2), Duration.ofMillis(200), 4);
    private static final Duration GAP = Duration.ofSeconds(60);
    private static final Policy ALL = new Policy(true, Duration.ofDays(7), 1 << 30, GAP);

    private static SyntheticStream stream(double seconds) {
        return new SyntheticStream().frameSize(50).video(25, 25, seconds).audio(seconds);
    }

    private static Studio studio(Policy policy) throws IOException {
        return new Studio(TARGETS, new MemoryVolume(), new FakeTime(Studio.START), policy);
    }

    private static Studio restarted(Studio before, MemoryVolume volume, Policy policy)
            throws IOException {
        FakeTime time = new FakeTime(before.time.instant().plusSeconds(1));
        return new Studio(TARGETS, volume, time, policy);
    }

    private static void feed(
            Studio studio, Recorder recorder, SyntheticStream stream, List<Frame> frames)
            throws IOException {
        for (Frame frame : frames) {
            studio.time.advance(Duration.ofMillis(14));
            studio.feed(recorder, stream, frame);
        }
    }

    private static Recorded only(Studio studio) {
        assertThat(studio.recordings.list()).hasSize(1);
        return studio.recordings.list().getFirst();
    }

    private static String playlist(Studio studio, String id, Cut cut) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Objects.requireNonNull(studio.recordings.extract(id, cut)).playlist(out::writeBytes);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> listed(String playlist) {
        return playlist.lines().filter(line -> !line.startsWith("#")).toList();
    }

    private static double seconds(String playlist) {
        return playlist.lines()
                .filter(line -> line.startsWith("#EXTINF:"))
                .mapToDouble(line -> Double.parseDouble(line.substring(8, line.length() - 1)))
                .sum();
    }

    private static byte @Nullable [] fetch(Studio studio, String id, Cut cut, String name)
            throws IOException {
        Extract extract = studio.recordings.extract(id, cut);
        var stored =
                extract == null
                        ? null
                        : extract.file(cut, Objects.requireNonNull(Names.parse(name), name));
        if (stored == null) {
            return null;
        }
        try (InputStream in = stored.content().open()) {
            return in.readNBytes((int) stored.size());
        }
    }

    private static void everythingListedIsThere(Studio studio) throws IOException {
        for (Recorded recorded : studio.recordings.list()) {
            String text = playlist(studio, recorded.id(), Cut.NONE);
            for (String name : listed(text)) {
                assertThat(fetch(studio, recorded.id(), Cut.NONE, name)).as(name).isNotEmpty();
            }
            text.lines()
                    .filter(line -> line.startsWith("#EXT-X-MAP:URI="))
                    .map(line -> line.substring(16, line.length() - 1))
                    .forEach(map -> assertThat(studio.volume.files()).containsKey(map));
        }
    }

    @Test
    @DisplayName("are the live segments, from the first to the last, in a playlist with an end")
    void kept() throws IOException {
        Studio studio = studio(ALL);
        studio.finish(studio.publish(stream(120)));
        byte[] live =
                Objects.requireNonNull(
                        studio.volume.files().get(studio.last().segments.getLast().uri));
        studio.time.advance(Duration.ofMinutes(5));
        studio.archive.sweep();
        Recorded recorded = only(studio);
        String playlist = playlist(studio, recorded.id(), Cut.NONE);
        assertThat(playlist)
                .startsWith("#EXTM3U\n")
                .contains("#EXT-X-PLAYLIST-TYPE:VOD\n", "#EXT-X-TARGETDURATION:2\n")
                .doesNotContain("DISCONTINUITY")
                .endsWith("#EXT-X-ENDLIST\n");
        assertThat(seconds(playlist)).isEqualTo(120, within(0.1));
        assertThat(recorded.duration().toMillis() / 1000.0).isEqualTo(120, within(0.1));
        assertThat(recorded.ongoing()).isFalse();
        assertThat(fetch(studio, recorded.id(), Cut.NONE, listed(playlist).getLast()))
                .isEqualTo(live);
        assertThat(recorded.bytes())
                .isEqualTo(studio.recordings.bytes())
                .isEqualTo(
                        studio.volume.files().entrySet().stream()
                                .filter(e -> Names.parse(e.getKey()) instanceof Names.OfSegment)
                                .mapToLong(e -> e.getValue().length)
                                .sum());
        everythingListedIsThere(studio);
    }

    @Test
    @DisplayName("are off where nobody asked for them")
    void off() throws IOException {
        Studio studio = studio(new Policy(false, Duration.ofDays(7), 1 << 30, GAP));
        studio.finish(studio.publish(stream(60)));
        assertThat(studio.recordings.list()).isEmpty();
    }

    @Test
    @DisplayName("do not take up what was on air since they were switched off, restarts or not")
    void switchedOff() throws IOException {
        Studio on = studio(ALL);
        on.finish(on.publish(stream(8)));
        var off = new Policy(false, ALL.retention(), ALL.maxBytes(), GAP);
        Studio since = restarted(on, on.volume, off);
        since.finish(since.publish(stream(8)));
        Recorded before = only(since);
        assertThat(only(restarted(since, since.volume, off)).duration())
                .isEqualTo(before.duration());
    }

    @Test
    @DisplayName("go on through a reconnect, and end where the publisher stays away for longer")
    void onAirPeriods() throws IOException {
        Studio studio = studio(ALL);
        studio.finish(studio.publish(stream(20)));
        studio.time.advance(GAP.minusSeconds(5));
        studio.finish(studio.publish(stream(10)));
        assertThat(only(studio).ongoing()).isTrue();
        assertThat(playlist(studio, only(studio).id(), Cut.NONE))
                .containsOnlyOnce("#EXT-X-DISCONTINUITY\n")
                .satisfies(text -> assertThat(text.split("#EXT-X-MAP", -1)).hasSize(3));
        assertThat(only(studio).duration().toSeconds()).isEqualTo(30);
        studio.time.advance(GAP.plusSeconds(5));
        assertThat(only(studio).ongoing()).isFalse();
        studio.finish(studio.publish(stream(10)));
        assertThat(studio.recordings.list()).hasSize(2);
        everythingListedIsThere(studio);
    }

    @Test
    @DisplayName("are whole after a death at any write, and go on")
    void killedAnywhere() throws IOException {
        Studio whole = studio(ALL);
        whole.finish(whole.publish(stream(14)));
        for (int writes = 1; writes <= whole.volume.writes(); writes++) {
            MemoryVolume volume = new MemoryVolume();
            volume.dieAfter(writes);
            Studio before = new Studio(TARGETS, volume, new FakeTime(Studio.START), ALL);
            SyntheticStream stream = stream(14);
            try {
                Recorder recorder = before.begin(stream);
                for (Frame frame : stream.frames()) {
                    before.time.advance(Duration.ofMillis(15));
                    recorder.accept(stream.read(frame));
                    if (volume.writes() >= writes) {
                        break;
                    }
                }
            } catch (RuntimeException e) {
                // reading back what never reached the volume
            }
            Studio after = restarted(before, volume.copy(), ALL);
            long recorded = after.recordings.list().stream().mapToLong(Recorded::bytes).sum();
            everythingListedIsThere(after);
            after.finish(after.publish(stream(8)));
            everythingListedIsThere(after);
            assertThat(after.recordings.list()).as("after write " + writes).hasSize(1);
            assertThat(only(after).bytes()).isGreaterThan(recorded);
        }
    }

    @Test
    @DisplayName("lose what the machine lost, and nothing else")
    void lossOfPower() throws IOException {
        Studio before = studio(ALL);
        before.finish(before.publish(stream(60)));
        String id = only(before).id();
        List<String> names = listed(playlist(before, id, Cut.NONE));
        MemoryVolume volume = before.volume.copy();
        volume.put(names.getLast(), new byte[7]);
        byte[] index = Objects.requireNonNull(volume.files().get(id + ".index"));
        index[index.length - 2 * Entry.LENGTH + 40] ^= 1;
        volume.put(id + ".index", index);
        Studio after = restarted(before, volume, new Policy(false, ALL.retention(), 1 << 30, GAP));
        assertThat(listed(playlist(after, id, Cut.NONE)))
                .isEqualTo(names.subList(0, names.size() - 2));
    }

    @Test
    @DisplayName("an index without a readable entry leaves no file behind")
    void unreadable() throws IOException {
        Studio before = studio(ALL);
        before.finish(before.publish(stream(60)));
        MemoryVolume volume = before.volume.copy();
        volume.put(only(before).id() + ".index", new byte[3 * Entry.LENGTH]);
        Studio after = restarted(before, volume, ALL);
        after.time.advance(Duration.ofMinutes(5));
        assertThat(after.recordings.list()).isEmpty();
        assertThat(after.volume.files().keySet())
                .filteredOn(name -> Names.parse(name) instanceof Names.OfSegment)
                .hasSize(after.last().segments.size());
    }

    @Test
    @DisplayName("lose their oldest segments when these were kept for their time")
    void age() throws IOException {
        Studio studio = studio(new Policy(true, Duration.ofMinutes(2), 1 << 30, GAP));
        studio.finish(studio.publish(stream(20)));
        studio.time.advance(GAP.plusSeconds(1));
        studio.finish(studio.publish(stream(60)));
        studio.archive.sweep();
        Recorded recorded = only(studio);
        assertThat(recorded.start()).isAfter(studio.time.instant().minusSeconds(125));
        studio.time.advance(Duration.ofSeconds(90));
        studio.archive.sweep();
        assertThat(only(studio).duration())
                .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(32));
        everythingListedIsThere(studio);
        assertThat(restarted(studio, studio.volume.copy(), ALL).recordings.list())
                .extracting(Recorded::duration)
                .containsExactly(only(studio).duration());
        studio.time.advance(Duration.ofMinutes(3));
        studio.archive.sweep();
        assertThat(studio.recordings.list()).isEmpty();
        assertThat(studio.recordings.bytes()).isZero();
        assertThat(studio.volume.files().keySet().stream().filter(n -> n.endsWith("init.mp4")))
                .as("what the live list still needs")
                .hasSize(1);
    }

    @Test
    @DisplayName("are never larger than they may be")
    void size() throws IOException {
        Studio studio = studio(new Policy(true, ALL.retention(), 100_000, GAP));
        SyntheticStream stream = stream(120);
        Recorder recorder = studio.begin(stream);
        for (Frame frame : stream.frames()) {
            studio.time.advance(Duration.ofMillis(15));
            studio.feed(recorder, stream, frame);
            assertThat(studio.recordings.bytes()).isLessThanOrEqualTo(100_000);
        }
        assertThat(only(studio).bytes()).isGreaterThan(80_000);
        everythingListedIsThere(studio);
    }

    @Test
    @DisplayName("make room when the volume is full, before the live picture stops")
    void full() throws IOException {
        Studio studio = studio(ALL);
        studio.volume.capacity(200_000);
        studio.finish(studio.publish(stream(240)));
        assertThat(studio.storage).as("what the live picture could not store").isEmpty();
        assertThat(studio.shortened).isPositive();
        assertThat(only(studio).duration()).isLessThan(Duration.ofSeconds(200));
        everythingListedIsThere(studio);
    }

    @Test
    @DisplayName("are deleted while the live list still shows their segments, and stay deleted")
    void deleted() throws IOException {
        Studio studio = studio(ALL);
        SyntheticStream stream = stream(60);
        Recorder recorder = studio.begin(stream);
        List<Frame> frames = stream.frames();
        int half = frames.size() / 2;
        feed(studio, recorder, stream, frames.subList(0, half));
        String id = only(studio).id();
        assertThat(studio.archive.delete(id)).isTrue();
        assertThat(studio.archive.delete(id)).isFalse();
        assertThat(studio.recordings.extract(id, Cut.NONE)).isNull();
        assertThat(studio.recordings.bytes()).isZero();
        for (var segment : studio.last().segments) {
            assertThat(studio.volume.files()).containsKey(segment.map);
            if (segment.uri != null) {
                assertThat(studio.volume.files()).containsKey(segment.uri);
            }
        }
        assertThat(restarted(studio, studio.volume.copy(), ALL).recordings.list()).isEmpty();
        feed(studio, recorder, stream, frames.subList(half, frames.size()));
        studio.finish(recorder);
        assertThat(only(studio).id()).isNotEqualTo(id);
        studio.time.advance(Duration.ofMinutes(5));
        studio.archive.sweep();
        studio.archive.delete(only(studio).id());
        studio.archive.sweep();
        Set<String> left = studio.volume.files().keySet();
        assertThat(left.stream().filter(name -> Names.parse(name) instanceof Names.OfSegment))
                .hasSize(studio.last().segments.size());
        assertThat(left).noneMatch(name -> name.endsWith(".index"));
    }

    @Test
    @DisplayName("are deleted at once, their many files little by little")
    void longOne() throws IOException {
        Studio studio = studio(ALL);
        studio.finish(studio.publish(stream(300)));
        studio.time.advance(Duration.ofMinutes(5));
        studio.archive.sweep();
        int writes = studio.volume.writes();

        assertThat(studio.archive.delete(only(studio).id())).isTrue();

        assertThat(studio.volume.writes() - writes).isEqualTo(1);
        assertThat(studio.recordings.list()).isEmpty();
        assertThat(studio.recordings.tidy(studio.library)).as("more is left").isTrue();
        assertThat(studio.volume.writes() - writes).isBetween(10, 30);
        while (studio.recordings.tidy(studio.library)) {
            // as somebody does who comes again until nothing is left
        }
        assertThat(studio.volume.files().keySet())
                .filteredOn(name -> Names.parse(name) instanceof Names.OfSegment)
                .hasSize(studio.last().segments.size());
    }

    @Test
    @DisplayName("that were deleted make room before any other does")
    void leftovers() throws IOException {
        Studio studio = studio(ALL);
        studio.finish(studio.publish(stream(200)));
        studio.time.advance(GAP.plusSeconds(1));
        studio.finish(studio.publish(stream(20)));
        studio.volume.capacity(studio.volume.used() + 1000);
        studio.archive.delete(studio.recordings.list().getFirst().id());

        studio.finish(studio.publish(stream(60)));

        assertThat(studio.storage).as("what the live picture could not store").isEmpty();
        assertThat(studio.shortened).isZero();
        assertThat(only(studio).duration().toSeconds()).isEqualTo(80);
        everythingListedIsThere(studio);
    }

    @Test
    @DisplayName("outlive a volume that is broken, which is not one that is full")
    void broken() throws IOException {
        Studio studio = studio(ALL);
        studio.finish(studio.publish(stream(60)));
        Recorded before = only(studio);
        studio.volume.breakFor(1);
        studio.finish(studio.publish(stream(20)));
        assertThat(studio.storage).as("what was tried again").isEmpty();
        assertThat(only(studio).duration()).isGreaterThan(before.duration().plusSeconds(18));

        SyntheticStream stream = stream(20);
        Recorder recorder = studio.begin(stream);
        studio.volume.breakFor(50);
        feed(studio, recorder, stream, stream.frames());
        studio.finish(recorder);
        assertThat(studio.storage).isNotEmpty();
        assertThat(studio.shortened).isZero();
        assertThat(studio.recordings.list().getFirst().start()).isEqualTo(before.start());
        assertThat(studio.recordings.list().getFirst().duration())
                .isGreaterThanOrEqualTo(before.duration());
        everythingListedIsThere(studio);
    }

    @Test
    @DisplayName("show of a cut what lies in it as a whole, and refuse the names of the rest")
    void cut() throws IOException {
        Studio studio = studio(ALL);
        studio.finish(studio.publish(stream(60)));
        String id = only(studio).id();
        Instant from = only(studio).start().plusMillis(10_500);
        Cut cut = new Cut(from, from.plusSeconds(20));
        List<String> all = listed(playlist(studio, id, Cut.NONE));
        List<String> shown = listed(playlist(studio, id, cut));
        assertThat(shown).hasSizeBetween(8, 9).isSubsetOf(all);
        assertThat(all.indexOf(shown.getLast()) - all.indexOf(shown.getFirst()))
                .isEqualTo(shown.size() - 1);
        assertThat(playlist(studio, id, cut))
                .satisfies(text -> {
                    String time = "#EXT-X-PROGRAM-DATE-TIME:";
                    String begin =
                            text.lines().filter(line -> line.startsWith(time)).findFirst().get();
                    assertThat(Instant.parse(begin.substring(time.length())))
                            .isBetween(from, from.plusSeconds(2));
                });
        for (String name : all) {
            byte[] content = fetch(studio, id, cut, name);
            assertThat(content != null).as(name).isEqualTo(shown.contains(name));
        }
        assertThat(studio.recordings.extract(id, new Cut(from, from.plusMillis(100)))).isNull();
        assertThat(studio.recordings.extract(id, new Cut(from.plusSeconds(600), Instant.MAX)))
                .isNull();
    }
}
