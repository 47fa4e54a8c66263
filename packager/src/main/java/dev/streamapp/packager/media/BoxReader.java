package dev.streamapp.packager.media;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Reads top-level boxes (ISO/IEC 14496-12, 4.2) one after another. Sizes are checked before a byte
 * is allocated, so garbage costs an exception and never memory.
 */
public final class BoxReader {
    /** No frame of a camera comes near it: 8 MiB in 40 ms would be 1.6 Gbit/s. */
    static final int MAX_MDAT = 8 << 20;

    static final int MAX_OTHER = 1 << 20;

    private final InputStream in;
    private final byte[] header = new byte[16];
    private byte[] payload = new byte[64 << 10];

    public BoxReader(InputStream in) {
        this.in = in;
    }

    /**
     * A box; its payload is valid until the next call of {@link #next()}.
     *
     * @param type four-character code
     * @param headerSize bytes before the payload, 8 or 16
     * @param payload without the header
     */
    public record Box(String type, int headerSize, ByteBuffer payload) {}

    /**
     * The next box.
     *
     * @throws EOFException at the end of the input
     * @throws InvalidMedia where no box can be
     */
    public Box next() throws IOException {
        readFully(header, 8);
        long size = Integer.toUnsignedLong(Bytes.int32(header, 0));
        String type = Bytes.fourcc(header, 4);
        if (!printable(type)) {
            throw new InvalidMedia("no MP4 box but 0x" + Bytes.hex(header, 0, 8));
        }
        int headerSize = 8;
        if (size == 1) {
            readFully(header, 8);
            size = Bytes.int64(header, 0);
            headerSize = 16;
        }
        long length = size - headerSize;
        int limit = type.equals("mdat") ? MAX_MDAT : MAX_OTHER;
        if (length < 0 || length > limit) {
            throw new InvalidMedia("box " + type + " of " + size + " bytes; the limit is " + limit);
        }
        if (payload.length < length) {
            payload = new byte[roomFor((int) length)];
        }
        readFully(payload, (int) length);
        return new Box(type, headerSize, ByteBuffer.wrap(payload, 0, (int) length).slice());
    }

    private static int roomFor(int length) {
        return length + length / 4;
    }

    private static boolean printable(String type) {
        return type.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private void readFully(byte[] target, int length) throws IOException {
        int got = in.readNBytes(target, 0, length);
        if (got < length) {
            throw new EOFException("the input ended");
        }
    }
}
