package dev.streamapp.packager.media;

import static dev.streamapp.packager.media.SyntheticStream.box;
import static dev.streamapp.packager.media.SyntheticStream.ints;
import static dev.streamapp.packager.media.SyntheticStream.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Reading fragments")
class FragmentReaderTest {
    private static final SyntheticStream STREAM = new SyntheticStream().video(25, 25, 2).audio(2);

    private static List<Sample> read(byte[] bytes) throws IOException {
        FragmentReader reader = new FragmentReader(new ByteArrayInputStream(bytes));
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

    @Test
    @DisplayName("finds every frame with its time, duration, key flag and bytes")
    void frames() throws IOException {
        List<Sample> samples = read(STREAM.bytes());
        assertThat(samples).hasSameSizeAs(STREAM.frames());
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            SyntheticStream.Frame frame = STREAM.frames().get(i);
            assertThat(sample.trackId()).isEqualTo(frame.track());
            assertThat(sample.decodeTime()).isEqualTo(frame.decodeTime());
            assertThat(sample.duration()).isEqualTo(frame.duration());
            assertThat(sample.sync()).isEqualTo(frame.key());
            assertThat(sample.size()).isEqualTo(frame.size());
        }
    }

    @Test
    @DisplayName("tells the tracks")
    void tracks() {
        Initialization initialization = STREAM.parsed();
        assertThat(initialization.tracks())
                .containsExactly(
                        new Track.Video(1, 90_000, "avc1.64001f", "H.264", 1280, 720),
                        new Track.Audio(2, 48_000, "mp4a.40.2", "AAC", 48_000, 2));
    }

    static Stream<Arguments> garbage() {
        byte[] init = STREAM.initialization();
        byte[] whole = STREAM.bytes();
        byte[] twice = join(init, init);
        return Stream.of(
                Arguments.of(
                        "text", "HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII), "box"),
                Arguments.of("zeroes", new byte[64], "no MP4 box"),
                Arguments.of("huge box", join(ints(0x7fffffff), bytes("ftyp")), "limit"),
                Arguments.of("tiny box", join(ints(3), bytes("ftyp")), "limit"),
                Arguments.of(
                        "endless 64-bit box",
                        join(ints(1), bytes("ftyp"), ints(0x7fffffff, 1)),
                        "limit"),
                Arguments.of("no moov", join(box("ftyp"), box("mdat")), "moov"),
                Arguments.of("empty moov", join(box("ftyp"), box("moov")), "no track"),
                Arguments.of("second moov", twice, "second moov"),
                Arguments.of("mdat alone", join(init, box("mdat")), "without moof"),
                Arguments.of("moof without mdat", join(init, box("moof"), box("free")), "mdat"),
                Arguments.of(
                        "broken moof", join(init, box("moof", ints(99, 1)), box("mdat")), "broken"),
                Arguments.of(
                        "a sample outside",
                        join(Arrays.copyOf(whole, init.length), shifted(whole, init.length)),
                        "outside"));
    }

    /** The first fragment with a sample said to be larger than it is. */
    private static byte[] shifted(byte[] whole, int from) {
        byte[] rest = Arrays.copyOfRange(whole, from, whole.length);
        // the default sample size: moof, mfhd, traf and tfhd headers, flags, track, duration
        int at = 8 + 16 + 8 + 8 + 12;
        rest[at] = 0;
        rest[at + 1] = 1;
        return rest;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("garbage")
    @DisplayName("garbage is said to be what it is")
    void invalid(String what, byte[] bytes, String message) {
        assertThatThrownBy(() -> read(bytes))
                .as(what)
                .isInstanceOf(InvalidMedia.class)
                .hasMessageContaining(message);
    }

    @Test
    @DisplayName("no bit that flips anywhere costs more than a clear error")
    void flippedBits() {
        byte[] whole = new SyntheticStream().frameSize(20).video(25, 5, 0.4).audio(0.4).bytes();
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] broken = whole.clone();
            for (int flips = 0; flips <= i % 3; flips++) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                read(broken);
            } catch (IOException e) {
                assertThat(e)
                        .isInstanceOfAny(
                                InvalidMedia.class, UnsupportedCodec.class, EOFException.class);
            }
        }
    }

    @Test
    @DisplayName("a codec that players do not know is named")
    void unsupported() {
        byte[] init = STREAM.initialization();
        String text = new String(init, StandardCharsets.ISO_8859_1).replace("avc1", "mp4v");
        assertThatThrownBy(() -> Initialization.parse(text.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(UnsupportedCodec.class)
                .hasMessageContaining("mp4v");
    }
}
