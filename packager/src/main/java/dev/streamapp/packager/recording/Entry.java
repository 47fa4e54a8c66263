package dev.streamapp.packager.recording;

import dev.streamapp.packager.hls.Names;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A recorded segment, as it stands in an index: always {@link #LENGTH} bytes, so that any of them
 * is found without reading the others.
 *
 * @param discontinuity whether it begins another timeline than the segment before it
 * @param start when its first frame was captured
 * @param nanos duration
 * @param offset bytes of the recording before it
 * @param elapsed duration of the recording before it, in nanoseconds
 * @param longest the longest duration so far, its own included
 * @param stretch number of the entry that its timeline begins with
 */
record Entry(
        String run,
        long msn,
        boolean discontinuity,
        Instant start,
        long nanos,
        long bytes,
        long offset,
        long elapsed,
        long longest,
        int stretch) {
    static final int LENGTH = 96;

    private static final int VERSION = 1;
    private static final int RUN = 24;
    private static final int CHECKED = LENGTH - Integer.BYTES;

    Names.OfSegment name() {
        return new Names.OfSegment(run, msn);
    }

    Instant end() {
        return start.plusNanos(nanos);
    }

    /** Bytes of the recording up to its end. */
    long offsetAfter() {
        return offset + bytes;
    }

    /** Duration of the recording up to its end, in nanoseconds. */
    long elapsedAfter() {
        return elapsed + nanos;
    }

    ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH);
        out.put((byte) VERSION).put((byte) (discontinuity ? 1 : 0)).put((byte) run.length());
        out.put(run.getBytes(StandardCharsets.US_ASCII)).position(RUN);
        out.putLong(msn).putLong(start.toEpochMilli()).putLong(nanos).putLong(bytes);
        out.putLong(offset).putLong(elapsed).putLong(longest).putInt(stretch);
        out.putInt(CHECKED, sum(out));
        return out.rewind();
    }

    /** The entry that stands there, or null where none does or it is damaged. */
    static @Nullable Entry decode(ByteBuffer in) {
        if (in.remaining() < LENGTH) {
            return null;
        }
        ByteBuffer own = in.slice(in.position(), LENGTH);
        if (own.get(0) != VERSION || own.getInt(CHECKED) != sum(own)) {
            return null;
        }
        byte[] run = new byte[own.get(2)];
        own.get(3, run);
        return new Entry(
                new String(run, StandardCharsets.US_ASCII),
                own.getLong(RUN),
                own.get(1) == 1,
                Instant.ofEpochMilli(own.getLong(RUN + 8)),
                own.getLong(RUN + 16),
                own.getLong(RUN + 24),
                own.getLong(RUN + 32),
                own.getLong(RUN + 40),
                own.getLong(RUN + 48),
                own.getInt(RUN + 56));
    }

    private static int sum(ByteBuffer entry) {
        CRC32 crc = new CRC32();
        crc.update(entry.duplicate().clear().limit(CHECKED));
        return (int) crc.getValue();
    }
}
