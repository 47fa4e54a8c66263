package dev.streamapp.packager.media;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/** Makes fragmented MP4 as ffmpeg does, frame by frame, with whatever timing a test wants. */
public final class SyntheticStream {
    public static final int VIDEO = 1;
    public static final int AUDIO = 2;
    public static final int VIDEO_SCALE = 90_000;
    public static final int AUDIO_SCALE = 48_000;

    private final List<Frame> frames = new ArrayList<>();
    private boolean video;
    private boolean audio;
    private int frameSize = 500;

    /** A frame; the duration is what remains to the next of its track. */
    public record Frame(int track, long decodeTime, long duration, boolean key, int size) {
        double seconds() {
            return (double) decodeTime / (track == VIDEO ? VIDEO_SCALE : AUDIO_SCALE);
        }
    }

    public SyntheticStream frameSize(int bytes) {
        frameSize = bytes;
        return this;
    }

    /** Video at a constant rate with a key frame each so many frames. */
    public SyntheticStream video(double rate, int keyEvery, double seconds) {
        int count = (int) Math.round(seconds * rate);
        return video(count, i -> Math.round(i * VIDEO_SCALE / rate), keyEvery);
    }

    /** Video with any timing: the decode time of each frame in ticks of 1/90000 s. */
    public SyntheticStream video(int count, IntToLongFunction time, int keyEvery) {
        return video(count, time, i -> i % keyEvery == 0);
    }

    /** Video with any timing and key frames anywhere. */
    public SyntheticStream video(int count, IntToLongFunction time, IntPredicate keys) {
        video = true;
        for (int i = 0; i < count; i++) {
            long at = time.applyAsLong(i);
            boolean key = keys.test(i);
            frames.add(
                    new Frame(
                            VIDEO,
                            at,
                            time.applyAsLong(i + 1) - at,
                            key,
                            key ? 4 * frameSize : frameSize));
        }
        return this;
    }

    /** AAC at 48 kHz. */
    public SyntheticStream audio(double seconds) {
        audio = true;
        for (int i = 0; i * 1024.0 / AUDIO_SCALE < seconds; i++) {
            frames.add(new Frame(AUDIO, i * 1024L, 1024, true, 100));
        }
        return this;
    }

    public List<Frame> frames() {
        return frames.stream().sorted(Comparator.comparingDouble(Frame::seconds)).toList();
    }

    public byte[] initialization() {
        ByteArrayOutputStream tracks = new ByteArrayOutputStream();
        if (video) {
            tracks.writeBytes(trak(VIDEO, VIDEO_SCALE, avc1()));
        }
        if (audio) {
            tracks.writeBytes(trak(AUDIO, AUDIO_SCALE, mp4a()));
        }
        return join(
                box("ftyp", "iso5".getBytes(StandardCharsets.US_ASCII), new byte[4]),
                box("moov", box("mvhd", new byte[100]), tracks.toByteArray()));
    }

    /** The whole stream. */
    public byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(initialization());
        frames().forEach(frame -> out.writeBytes(fragment(frame)));
        return out.toByteArray();
    }

    public Initialization parsed() {
        try {
            return Initialization.parse(initialization());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A frame as the fragment reader gives it. */
    public Fragment read(Frame frame) {
        byte[] payload = payload(frame);
        Sample sample =
                new Sample(
                        frame.track(),
                        frame.decodeTime(),
                        frame.duration(),
                        0,
                        flags(frame),
                        0,
                        payload.length);
        return new Fragment(List.of(sample), ByteBuffer.wrap(payload));
    }

    private static byte[] payload(Frame frame) {
        byte[] payload = new byte[frame.size()];
        ByteBuffer.wrap(payload).putLong(frame.decodeTime());
        return payload;
    }

    public static byte[] fragment(Frame frame) {
        byte[] payload = payload(frame);
        byte[] tfhd =
                ints(0x020038, frame.track(), (int) frame.duration(), frame.size(), flags(frame));
        byte[] tfdt = ByteBuffer.allocate(12).putInt(1 << 24).putLong(frame.decodeTime()).array();
        int moof = 8 + 16 + 8 + 8 + tfhd.length + 8 + tfdt.length + 8 + 12;
        byte[] trun = ints(1, 1, moof + 8);
        return join(
                box(
                        "moof",
                        box("mfhd", new byte[8]),
                        box("traf", box("tfhd", tfhd), box("tfdt", tfdt), box("trun", trun))),
                box("mdat", payload));
    }

    private static int flags(Frame frame) {
        return frame.key() ? 0x02000000 : 0x01010000;
    }

    private static byte[] trak(int id, int scale, byte[] entry) {
        byte[] tkhd = ByteBuffer.allocate(84).putInt(12, id).array();
        byte[] mdhd = ByteBuffer.allocate(24).putInt(12, scale).array();
        byte[] stsd = join(ints(0, 1), entry);
        return box(
                "trak",
                box("tkhd", tkhd),
                box("mdia", box("mdhd", mdhd), box("minf", box("stbl", box("stsd", stsd)))));
    }

    private static byte[] avc1() {
        byte[] entry =
                ByteBuffer.allocate(78)
                        .putShort(24, (short) 1280)
                        .putShort(26, (short) 720)
                        .array();
        return box("avc1", entry, box("avcC", new byte[] {1, 0x64, 0, 0x1f, (byte) 0xff, 0}));
    }

    private static byte[] mp4a() {
        byte[] entry =
                ByteBuffer.allocate(28)
                        .putShort(16, (short) 2)
                        .putShort(24, (short) AUDIO_SCALE)
                        .array();
        byte[] esds =
                join(
                        ints(0),
                        new byte[] {3, 25, 0, 1, 0},
                        new byte[] {4, 17, 0x40, 0x15},
                        new byte[11],
                        new byte[] {5, 2, 0x11, (byte) 0x90});
        return box("mp4a", entry, box("esds", esds));
    }

    /** A box of a type around its content. */
    public static byte[] box(String type, byte[]... content) {
        byte[] body = join(content);
        return ByteBuffer.allocate(8 + body.length)
                .putInt(8 + body.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(body)
                .array();
    }

    public static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    public static byte[] join(byte[]... pieces) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            out.writeBytes(piece);
        }
        return out.toByteArray();
    }
}
