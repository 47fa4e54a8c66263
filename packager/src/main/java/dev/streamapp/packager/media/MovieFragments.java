package dev.streamapp.packager.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Movie fragments as they are stored, with their decode times moved: what was a run's own time
 * becomes the time of a movie. Nothing gets longer or shorter.
 */
public final class MovieFragments extends InputStream {
    private static final int LONGEST_MOOF = 1 << 20;

    private final InputStream in;
    private final Map<Integer, Long> shifts;
    private long left;
    private ByteBuffer ready = ByteBuffer.allocate(0);
    private long payload;

    /**
     * @param in pairs of moof and mdat
     * @param length how many bytes of it
     * @param shifts by track, in its ticks
     */
    public MovieFragments(InputStream in, long length, Map<Integer, Long> shifts) {
        this.in = in;
        this.left = length;
        this.shifts = shifts;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ready.hasRemaining() && payload == 0) {
            if (left == 0) {
                return -1;
            }
            box();
        }
        if (ready.hasRemaining()) {
            int size = Math.min(length, ready.remaining());
            ready.get(target, offset, size);
            return size;
        }
        int got = in.read(target, offset, (int) Math.min(length, payload));
        if (got < 0) {
            throw new EOFException("a fragment is cut off");
        }
        payload -= got;
        return got;
    }

    /** Reads a moof as a whole, and of any other box the header. */
    private void box() throws IOException {
        byte[] header = in.readNBytes(8);
        if (header.length < 8) {
            throw new EOFException("a fragment is cut off");
        }
        long size = Integer.toUnsignedLong(Bytes.int32(header, 0));
        if (size < 8 || size > left) {
            throw new InvalidMedia("a box of " + size + " bytes, and " + left + " are left");
        }
        left -= size;
        if (!Bytes.fourcc(header, 4).equals("moof")) {
            ready = ByteBuffer.wrap(header);
            payload = size - 8;
            return;
        }
        if (size > LONGEST_MOOF) {
            throw new InvalidMedia("a moof of " + size + " bytes");
        }
        byte[] whole = new byte[(int) size];
        System.arraycopy(header, 0, whole, 0, 8);
        if (in.readNBytes(whole, 8, whole.length - 8) < whole.length - 8) {
            throw new EOFException("a fragment is cut off");
        }
        ready = ByteBuffer.wrap(whole);
        move(ready.duplicate().position(8).slice());
    }

    private void move(ByteBuffer moof) throws InvalidMedia {
        for (Boxes.Child child : new Boxes(moof)) {
            if (child.type().equals("traf")) {
                int track = Boxes.require(child.body(), "tfhd").getInt(4);
                ByteBuffer tfdt = Boxes.require(child.body(), "tfdt");
                long shift = shifts.getOrDefault(track, 0L);
                if (tfdt.get(0) == 1) {
                    tfdt.putLong(4, tfdt.getLong(4) + shift);
                } else {
                    tfdt.putInt(4, (int) (tfdt.getInt(4) + shift));
                }
            }
        }
    }

    /** Decode time of each track in the first fragment, in its ticks. */
    public static Map<Integer, Long> begin(InputStream in) throws IOException {
        byte[] header = in.readNBytes(8);
        if (header.length < 8 || !Bytes.fourcc(header, 4).equals("moof")) {
            throw new InvalidMedia("no moof where a fragment should begin");
        }
        int size = Bytes.int32(header, 0) - 8;
        if (size < 0 || size > LONGEST_MOOF) {
            throw new InvalidMedia("a moof of " + size + " bytes");
        }
        Map<Integer, Long> times = new HashMap<>();
        for (Boxes.Child child : new Boxes(ByteBuffer.wrap(in.readNBytes(size)))) {
            if (child.type().equals("traf")) {
                ByteBuffer tfdt = Boxes.require(child.body(), "tfdt");
                times.put(
                        Boxes.require(child.body(), "tfhd").getInt(4),
                        tfdt.get(0) == 1
                                ? tfdt.getLong(4)
                                : Integer.toUnsignedLong(tfdt.getInt(4)));
            }
        }
        return times;
    }

    /**
     * An initialization section that says how long the fragments are together: a Movie Extends
     * Header (ISO/IEC 14496-12, 8.8.2). Players show a length and a bar to seek in then.
     */
    public static byte[] withDuration(byte[] initialization, long nanos) throws InvalidMedia {
        ByteBuffer all = ByteBuffer.wrap(initialization);
        int moov = find(all, 0, all.limit(), "moov");
        int mvex = moov < 0 ? -1 : find(all, moov + 8, moov + all.getInt(moov), "mvex");
        int mvhd = moov < 0 ? -1 : find(all, moov + 8, moov + all.getInt(moov), "mvhd");
        if (mvex < 0 || mvhd < 0) {
            return initialization;
        }
        // creation and modification time before it are longer in version 1
        long scale = Integer.toUnsignedLong(all.getInt(mvhd + (all.get(mvhd + 8) == 1 ? 28 : 20)));
        long duration = nanos / 1_000_000 * scale / 1000;
        ByteBuffer out = ByteBuffer.allocate(initialization.length + 20);
        out.put(initialization, 0, mvex + 8);
        out.putInt(20).put("mehd".getBytes(StandardCharsets.US_ASCII));
        out.putInt(1 << 24).putLong(duration);
        out.put(initialization, mvex + 8, initialization.length - mvex - 8);
        out.putInt(mvex, all.getInt(mvex) + 20).putInt(moov, all.getInt(moov) + 20);
        return out.array();
    }

    /** Where a box of that type is between two places, or −1. */
    private static int find(ByteBuffer all, int from, int until, String type) throws InvalidMedia {
        int at = from;
        while (at + 8 <= until) {
            if (Bytes.fourcc(all.array(), at + 4).equals(type)) {
                return at;
            }
            int size = all.getInt(at);
            if (size < 8 || size > until - at) {
                throw new InvalidMedia("broken box before " + type);
            }
            at += size;
        }
        return -1;
    }
}
