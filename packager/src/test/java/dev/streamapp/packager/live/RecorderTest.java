package dev.streamapp.packager.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.PlaylistRules;
import dev.streamapp.packager.hls.PlaylistRules.Listed;
import dev.streamapp.packager.hls.PlaylistRules.ListedPart;
import dev.streamapp.packager.hls.Segment;
import dev.streamapp.packager.hls.Targets;
import dev.streamapp.packager.media.FragmentReader;
import dev.streamapp.packager.media.InvalidMedia;
import dev.streamapp.packager.media.Sample;
import dev.streamapp.packager.media.SyntheticStream;
import dev.streamapp.packager.media.SyntheticStream.Frame;
import dev.streamapp.packager.store.Library;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("From frames to playlists")
class RecorderTest {
    static final Targets TARGETS = new Targets(Duration.ofSeconds(2), Duration.ofMillis(200), 8);

    static Stream<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        for (double rate : new double[] {15, 24, 25, 30000 / 1001.0, 50, 60}) {
            for (double interval : new double[] {0.5, 1, 2, 8.3}) {
                for (boolean sound : new boolean[] {true, false}) {
                    for (long part : new long[] {100, 200, 1000}) {
                        all.add(Arguments.of(rate, interval, sound, part));
                    }
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} fps, key frame each {1} s, sound {2}, parts {3} ms")
    @MethodSource("combinations")
    @DisplayName("every playlist of every combination keeps the rules")
    void constantRate(double rate, double interval, boolean sound, long part) throws IOException {
        Targets targets = new Targets(Duration.ofSeconds(2), Duration.ofMillis(part), 4);
        Studio studio = new Studio(targets);
        SyntheticStream stream =
                new SyntheticStream().video(rate, (int) Math.round(interval * rate), 21);
        if (sound) {
            stream.audio(21);
        }
        studio.finish(studio.publish(stream));
        PlaylistRules last = studio.last();
        assertThat(last.length()).isGreaterThan(Duration.ofSeconds(6));
        studio.seen.forEach(PlaylistRules::partsFillSegments);
        hintsCameTrue(studio);
        wallClockMatches(studio, 12 + 1000 / rate);
    }

    /** 4.4.5.3: a hinted part is listed next. */
    private static void hintsCameTrue(Studio studio) {
        for (int i = 0; i + 1 < studio.seen.size(); i++) {
            String hint = studio.seen.get(i).hint;
            List<String> before = parts(studio.seen.get(i));
            List<String> added = new ArrayList<>(parts(studio.seen.get(i + 1)));
            added.removeAll(before);
            if (hint != null && !added.isEmpty()) {
                assertThat(added.getFirst()).as("hinted").isEqualTo(hint);
            }
        }
    }

    private static List<String> parts(PlaylistRules playlist) {
        return playlist.segments.stream()
                .flatMap(segment -> segment.parts.stream())
                .map(ListedPart::uri)
                .toList();
    }

    /** Segments follow each other on the wall clock as they do on the media timeline. */
    private static void wallClockMatches(Studio studio, double millis) {
        List<Listed> segments = studio.last().segments;
        for (int i = 0; i + 1 < segments.size(); i++) {
            Instant start = Objects.requireNonNull(segments.get(i).start);
            Instant next = Objects.requireNonNull(segments.get(i + 1).start);
            assertThat((double) Duration.between(start, next).toMillis())
                    .isCloseTo(segments.get(i).duration.doubleValue() * 1000, within(millis));
        }
    }

    @Test
    @DisplayName("a variable frame rate from 5 to 60 keeps the rules, with and without sound")
    void variableRate() throws IOException {
        for (boolean sound : new boolean[] {true, false}) {
            for (int seed = 0; seed < 20; seed++) {
                Random random = new Random(seed);
                long[] times = new long[1200];
                for (int i = 1; i < times.length; i++) {
                    times[i] = times[i - 1] + 1500 + random.nextInt(i % 300 < 200 ? 3000 : 15_000);
                }
                SyntheticStream stream =
                        new SyntheticStream().video(1100, i -> times[i], 20 + seed * 3);
                if (sound) {
                    stream.audio(times[1100] / 90_000.0);
                }
                Studio studio = new Studio(TARGETS);
                studio.finish(studio.publish(stream));
                assertThat(studio.last().segments).hasSizeGreaterThan(6);
                studio.seen.forEach(PlaylistRules::partsFillSegments);
                hintsCameTrue(studio);
            }
        }
    }

    @Test
    @DisplayName("key frames at any time: every hint that is given comes true")
    void irregularKeyFrames() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            int every = 5 + seed * 2;
            SyntheticStream stream =
                    new SyntheticStream()
                            .video(
                                    750,
                                    i -> i * 3600L,
                                    i -> i % every == 0 || random.nextInt(40) == 0);
            Studio studio = new Studio(TARGETS);
            studio.finish(studio.publish(stream));
            studio.seen.forEach(PlaylistRules::partsFillSegments);
            hintsCameTrue(studio);
        }
    }

    @Test
    @DisplayName("a picture that freezes for 0.7 s leaves a hole, not a rule broken")
    void freeze() throws IOException {
        Studio studio = new Studio(TARGETS);
        SyntheticStream stream =
                new SyntheticStream().video(500, i -> i * 3600L + (i / 60) * 63_000L, 25);
        studio.finish(studio.publish(stream));
        assertThat(studio.last().segments).hasSizeGreaterThan(6);
    }

    @Test
    @DisplayName("gaps of up to three seconds anywhere keep every segment within its target")
    void gaps() throws IOException {
        for (int seed = 0; seed < 30; seed++) {
            Random random = new Random(seed);
            long[] times = new long[700];
            for (int i = 1; i < times.length; i++) {
                times[i] = times[i - 1] + 3600;
                if (random.nextInt(40) == 0) {
                    times[i] += random.nextInt(3 * 90_000);
                }
            }
            Studio studio = new Studio(TARGETS);
            studio.finish(studio.publish(new SyntheticStream().video(650, i -> times[i], 25)));
            assertThat(studio.last().segments).hasSizeGreaterThan(6);
        }
    }

    @Test
    @DisplayName("a picture that stops while the sound goes on ends the run, and soon")
    void pictureStops() throws IOException {
        Studio studio = new Studio(TARGETS);
        SyntheticStream stream = new SyntheticStream().video(25, 25, 8).audio(20);
        assertThatThrownBy(() -> studio.publish(stream))
                .isInstanceOf(InvalidMedia.class)
                .hasMessageContaining("video stopped");
        assertThat(Duration.between(Studio.START, studio.time.instant()))
                .isBetween(Duration.ofSeconds(10), Duration.ofMillis(11_500));
    }

    @Test
    @DisplayName("sound goes on through a picture frozen for 2 s and a hole of its own")
    void soundThroughFreeze() throws IOException {
        Studio studio = new Studio(TARGETS);
        SyntheticStream stream =
                new SyntheticStream()
                        .video(300, i -> i * 3600L + (i / 60) * 180_000L, 125)
                        .audio(18);
        Recorder recorder = studio.begin(stream);
        for (Frame frame : stream.frames()) {
            // the sound is 5 s ahead of the picture, and once a frame of it lasts 4 s
            boolean hole =
                    frame.track() == SyntheticStream.AUDIO && frame.decodeTime() == 48 * 1024;
            studio.time.advance(Duration.ofMillis(frame.track() == SyntheticStream.AUDIO ? 0 : 40));
            studio.feed(
                    recorder,
                    stream,
                    frame.track() == SyntheticStream.VIDEO
                            ? frame
                            : new Frame(
                                    frame.track(),
                                    frame.decodeTime() + 5 * SyntheticStream.AUDIO_SCALE,
                                    hole ? 4L * SyntheticStream.AUDIO_SCALE : frame.duration(),
                                    true,
                                    frame.size()));
        }
        studio.finish(recorder);
        assertThat(studio.last().segments).hasSizeGreaterThan(6);
    }

    @Test
    @DisplayName("sound may come long before the first picture")
    void soundFirst() throws IOException {
        Studio studio = new Studio(TARGETS);
        SyntheticStream stream =
                new SyntheticStream().video(500, i -> 450_000L + i * 3600L, 25).audio(25);
        studio.finish(studio.publish(stream));
        assertThat(studio.last().segments).hasSizeGreaterThan(6);
    }

    @Test
    @DisplayName("sound alone makes independent parts and segments")
    void soundOnly() throws IOException {
        Studio studio = new Studio(TARGETS);
        studio.finish(studio.publish(new SyntheticStream().audio(20)));
        PlaylistRules last = studio.last();
        assertThat(last.segments.getLast().parts).allMatch(ListedPart::independent);
        assertThat(last.segments.get(2).duration)
                .isBetween(new BigDecimal("1.8"), new BigDecimal("2.05"));
    }

    @Test
    @DisplayName("25 frames, a key frame a second: segments of 2 s, ten parts of 0.2 s")
    void theOrdinaryCase() throws IOException {
        Studio studio = new Studio(TARGETS);
        studio.finish(studio.publish(new SyntheticStream().video(25, 25, 12.4).audio(12.4)));
        List<Listed> segments = studio.last().segments;
        assertThat(segments)
                .extracting(s -> s.duration.toPlainString())
                .startsWith("0.60000", "1.40000", "2.00000", "2.00000");
        assertThat(segments.get(4).parts)
                .hasSize(10)
                .allMatch(part -> part.duration().compareTo(new BigDecimal("0.2")) == 0);
        assertThat(segments.get(4).parts.stream().filter(ListedPart::independent)).hasSize(2);
        assertThat(studio.seen.subList(10, studio.seen.size() - 2))
                .as("with regular key frames the next part is always known")
                .allMatch(playlist -> playlist.hint != null);
    }

    @Test
    @DisplayName("a segment is its parts, and the parts hold every frame once and in order")
    void nothingIsLost() throws IOException {
        Studio studio = new Studio(new Targets(Duration.ofSeconds(2), Duration.ofMillis(200), 100));
        SyntheticStream stream = new SyntheticStream().video(24, 48, 20).audio(20);
        studio.finish(studio.publish(stream));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(stream.initialization());
        for (Listed segment : studio.last().segments) {
            byte[] whole = fetch(studio, Objects.requireNonNull(segment.uri));
            ByteArrayOutputStream parts = new ByteArrayOutputStream();
            for (ListedPart part : segment.parts) {
                parts.writeBytes(fetch(studio, part.uri()));
            }
            if (!segment.parts.isEmpty()) {
                assertThat(whole).isEqualTo(parts.toByteArray());
            }
            all.writeBytes(whole);
        }
        List<Sample> samples = samples(all.toByteArray());
        for (int track : new int[] {SyntheticStream.VIDEO, SyntheticStream.AUDIO}) {
            assertThat(samples.stream().filter(s -> s.trackId() == track))
                    .extracting(Sample::decodeTime)
                    .isSorted()
                    .hasSize(
                            (int) stream.frames().stream().filter(f -> f.track() == track).count());
        }
    }

    private static List<Sample> samples(byte[] file) throws IOException {
        FragmentReader reader = new FragmentReader(new ByteArrayInputStream(file));
        reader.initialization();
        List<Sample> samples = new ArrayList<>();
        try {
            while (true) {
                samples.addAll(reader.next().samples());
            }
        } catch (EOFException e) {
            return samples;
        }
    }

    private static byte[] fetch(Studio studio, String name) throws IOException {
        Library.Stored stored =
                Objects.requireNonNull(
                        studio.library.find(Objects.requireNonNull(Names.parse(name))), name);
        try (InputStream in = stored.content().open()) {
            byte[] bytes = in.readNBytes((int) stored.size());
            assertThat((long) bytes.length).isEqualTo(stored.size());
            return bytes;
        }
    }

    @Test
    @DisplayName("PROGRAM-DATE-TIME is right although the first second arrives in a burst")
    void burst() throws IOException {
        Studio studio = new Studio(TARGETS);
        studio.burst = Duration.ofMillis(900);
        Instant captured = studio.time.instant().minus(Studio.LATENCY).minus(studio.burst);
        studio.finish(studio.publish(new SyntheticStream().video(25, 25, 6)));
        assertThat(Duration.between(captured, studio.last().segments.getFirst().start).abs())
                .isLessThan(Duration.ofMillis(20));
        wallClockMatches(studio, 12);
    }

    @Test
    @DisplayName(
            "a publisher that returns goes on behind a discontinuity, with numbers that only grow")
    void reconnect() throws IOException {
        Studio studio = new Studio(new Targets(Duration.ofSeconds(2), Duration.ofMillis(200), 4));
        for (int run = 0; run < 5; run++) {
            studio.finish(studio.publish(new SyntheticStream().video(25, 25, 7.3).audio(7.3)));
            assertThat(studio.last().hint).as("withdrawn off air").isNull();
            studio.time.advance(Duration.ofSeconds(3));
        }
        assertThat(studio.seen.stream().map(p -> p.discontinuitySequence).distinct())
                .hasSizeGreaterThan(2);
        assertThat(studio.last().segments).anyMatch(segment -> segment.discontinuity);
    }

    @Test
    @DisplayName("frame rate, key-frame interval and bit rate are measured and held")
    void measured() throws IOException {
        Studio studio = new Studio(TARGETS);
        studio.finish(
                studio.publish(
                        new SyntheticStream().frameSize(4000).video(30000 / 1001.0, 60, 20)));
        Measurement last = studio.measurements.getLast();
        assertThat(last.frameRate()).isEqualTo(29.97);
        assertThat(last.keyFrameInterval()).isEqualTo(2.0);
        assertThat(last.bitrate()).isBetween(900_000L, 1_100_000L);
        assertThat(studio.measurements.stream().distinct().count()).isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName("whatever is listed can be fetched, and is fetchable before it is remembered")
    void fetchableFirst() throws IOException {
        Studio studio = new Studio(TARGETS);
        SyntheticStream stream = new SyntheticStream().video(25, 25, 20);
        List<Segment> closed = new ArrayList<>();
        studio.volume.beforeWrite(() -> {
            Segment last =
                    studio.window.listing().segments().stream()
                            .filter(Segment::closed)
                            .reduce((_, later) -> later)
                            .orElse(null);
            if (last != null && !closed.contains(last)) {
                // the journal's line about it is about to be written
                closed.add(last);
                Published published = studio.window.published();
                assertThat(studio.library.find(last.name())).isNotNull();
                assertThat(published == null || !published.hasWhole(last.msn())).isTrue();
            }
        });
        Recorder recorder = studio.publish(stream);
        assertThat(closed).hasSizeGreaterThan(6);
        studio.finish(recorder);
    }

    @Test
    @DisplayName("a sweep that is under way when a run begins leaves the run its initialization")
    void sweptWhileBeginning() throws IOException {
        Studio studio = new Studio(new Targets(Duration.ofSeconds(2), Duration.ofMillis(200), 4));
        SyntheticStream stream = new SyntheticStream().video(25, 25, 40);
        studio.finish(studio.publish(stream));
        studio.time.advance(Duration.ofMinutes(1));
        studio.volume.beforeWrite(() -> {
            studio.volume.beforeWrite(() -> {});
            try {
                studio.begin(stream);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Set<String> before = studio.volume.files().keySet();
        studio.archive.sweep();
        assertThat(studio.volume.files().keySet())
                .filteredOn(name -> !before.contains(name))
                .as("the initialization section of the new run")
                .hasSize(1);
    }

    @Test
    @DisplayName("files stay fetchable for a while after they left the list, then go")
    void swept() throws IOException {
        Studio studio = new Studio(new Targets(Duration.ofSeconds(2), Duration.ofMillis(200), 4));
        SyntheticStream stream = new SyntheticStream().video(25, 25, 120);
        studio.finish(studio.publish(stream));
        long listed = studio.last().segments.size();
        long stored =
                studio.volume.files().keySet().stream()
                        .filter(name -> Names.parse(name) instanceof Names.OfSegment)
                        .count();
        assertThat(stored).isBetween(listed + 3, listed + 10);
        studio.time.advance(Duration.ofMinutes(1));
        studio.archive.sweep();
        assertThat(studio.volume.files().keySet())
                .filteredOn(name -> Names.parse(name) instanceof Names.OfSegment)
                .hasSize((int) listed);
        assertThat(studio.library.bytes())
                .isEqualTo(
                        studio.volume.files().entrySet().stream()
                                .filter(e -> e.getKey().endsWith(".mp4"))
                                .mapToLong(e -> e.getValue().length)
                                .sum());
    }
}
