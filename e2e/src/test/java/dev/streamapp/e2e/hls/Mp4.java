package dev.streamapp.e2e.hls;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The smallest fragmented MP4 that the rules can be tried on: one video track with 1000 ticks a
 * second and 40 ticks a frame.
 */
public final class Mp4 {
    private static final int SYNC = 0x02000000;
    private static final int NOT_SYNC = 0x01010000;

    private Mp4() {}

    public static byte[] initialization() {
        return initialization("iso6", 0);
    }

    static byte[] initialization(String brand, int duration) {
        byte[] tkhd = box("tkhd", ints(0, 0, 0, 1, 0, duration));
        byte[] mdia =
                box(
                        "mdia",
                        box("mdhd", ints(0, 0, 0, 1000, 0)),
                        box("hdlr", ints(0, 0, 0x76696465, 0, 0, 0)));
        byte[] mvex = box("mvex", box("trex", ints(0, 1, 1, 40, 0, NOT_SYNC)));
        return join(
                box("ftyp", brand.getBytes(StandardCharsets.US_ASCII), ints(0)),
                box("moov", box("trak", tkhd, mdia), mvex));
    }

    /** A fragment of some frames; the first of them is a key frame or not. */
    public static byte[] fragment(long start, int frames, boolean key) {
        return fragment(1, start, frames, key);
    }

    static byte[] fragment(int track, long start, int frames, boolean key) {
        byte[] tfhd = box("tfhd", ints(0x020000, track));
        byte[] tfdt = box("tfdt", ints(0x01000000, (int) (start >> 32), (int) start));
        byte[] trun = box("trun", ints(0x000004, frames, key ? SYNC : NOT_SYNC));
        return join(
                box("moof", box("traf", tfhd, tfdt, trun)),
                box("mdat", new byte[] {(byte) start, (byte) frames}));
    }

    static byte[] join(byte[]... pieces) {
        var all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }

    private static byte[] box(String type, byte[]... content) {
        byte[] body = join(content);
        return join(ints(body.length + 8), type.getBytes(StandardCharsets.US_ASCII), body);
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }
}
