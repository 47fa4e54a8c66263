package dev.streamapp.packager.media;

import static dev.streamapp.packager.media.SyntheticStream.box;
import static dev.streamapp.packager.media.SyntheticStream.ints;
import static dev.streamapp.packager.media.SyntheticStream.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The format of an initialization section")
class InitializationTest {
    private static final byte[] NOTHING = {};

    private static byte[] track(String handler, byte[] entry) {
        byte[] hdlr = join(ints(0, 0), handler.getBytes(StandardCharsets.US_ASCII), ints(0, 0, 0));
        byte[] stsd = join(ints(0, 1), entry);
        return box(
                "trak",
                box("tkhd", new byte[84]),
                box("mdia", box("hdlr", hdlr), box("minf", box("stbl", box("stsd", stsd)))));
    }

    private static byte[] section(int level, byte[] btrt, int rate) {
        byte[] avcC = {1, 0x64, 0, (byte) level, (byte) 0xff, 0};
        byte[] video = box("avc1", new byte[78], box("avcC", avcC), btrt, box("pasp", ints(1, 1)));
        byte[] esds =
                join(
                        ints(0),
                        new byte[] {3, 25, 0, 1, 0, 4, 17, 0x40, 0x15},
                        ByteBuffer.allocate(11).putInt(3, rate).putInt(7, rate).array(),
                        new byte[] {5, 2, 0x11, (byte) 0x90});
        byte[] sound = box("mp4a", new byte[28], box("esds", esds), btrt);
        return join(
                box("ftyp", ints(1, 2)),
                box("moov", track("vide", video), track("soun", sound), box("mvex", NOTHING)));
    }

    @Test
    @DisplayName("does not depend on bit rates, nor on whether they are said")
    void rates() throws IOException {
        byte[] format = Initialization.format(section(31, NOTHING, 0));
        assertThat(Initialization.format(section(31, box("btrt", ints(1, 2, 3)), 129_888)))
                .isEqualTo(format);
        assertThat(Initialization.format(section(31, box("btrt", ints(4, 5, 6)), 130_147)))
                .isEqualTo(format);
    }

    @Test
    @DisplayName("is another one where the codec's configuration is")
    void configuration() throws IOException {
        assertThat(Initialization.format(section(31, NOTHING, 0)))
                .isNotEqualTo(Initialization.format(section(40, NOTHING, 0)));
    }

    @Test
    @DisplayName("is not made up of what is broken")
    void broken() {
        byte[] whole = section(31, box("btrt", ints(1, 2, 3)), 128_000);
        for (int length = 0; length < whole.length - 8; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Initialization.format(cut))
                    .as(length + " bytes")
                    .isInstanceOf(InvalidMedia.class);
        }
    }
}
