package dev.streamapp.packager.media;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects samples and writes them as one movie fragment: a moof with a traf per track and one
 * mdat. A hundred small fragments a second, as the input has them, would cost viewers 3 % of the
 * bandwidth and players a parse each. Buffers are reused from part to part.
 */
public final class Chunk {
    private static final int MAX_BYTES = 16 << 20;
    private static final int MOOF_FIXED = 24;
    private static final int TRAF_FIXED = 8 + 16 + 20 + 20;
    private static final int PER_SAMPLE = 16;

    private final List<Lane> lanes = new ArrayList<>(2);
    private int sequence;

    /**
     * @param origin by how much later decode times are written than they come in
     */
    public Chunk(Initialization initialization, Duration origin) {
        for (Track track : initialization.tracks()) {
            long ticks = origin.toMillis() * track.timescale() / 1000;
            lanes.add(new Lane(track.id(), ticks));
        }
    }

    /** Takes a sample over; its bytes are copied. */
    public void add(Sample sample, ByteBuffer data) throws InvalidMedia {
        for (Lane lane : lanes) {
            if (lane.trackId == sample.trackId()) {
                if ((long) lane.size + sample.size() > MAX_BYTES) {
                    throw new InvalidMedia("a part of more than " + MAX_BYTES + " bytes");
                }
                lane.add(sample, data);
            }
        }
    }

    public boolean isEmpty() {
        return lanes.stream().allMatch(lane -> lane.samples.isEmpty());
    }

    /** The fragment, ready to be written in this order; the chunk is to be cleared afterwards. */
    public ByteBuffer[] buffers() {
        int data = 0;
        int head = MOOF_FIXED;
        for (Lane lane : lanes) {
            if (!lane.samples.isEmpty()) {
                head += TRAF_FIXED + PER_SAMPLE * lane.samples.size();
                data += lane.size;
            }
        }
        ByteBuffer header = ByteBuffer.allocate(head + 8);
        header.putInt(head).put(type("moof"));
        header.putInt(16).put(type("mfhd")).putInt(0).putInt(++sequence);
        int offset = head + 8;
        List<ByteBuffer> all = new ArrayList<>(lanes.size() + 1);
        all.add(header);
        for (Lane lane : lanes) {
            if (!lane.samples.isEmpty()) {
                lane.write(header, offset);
                offset += lane.size;
                all.add(ByteBuffer.wrap(lane.bytes, 0, lane.size));
            }
        }
        header.putInt(8 + data).put(type("mdat")).flip();
        return all.toArray(ByteBuffer[]::new);
    }

    /** Forgets its samples and keeps its buffers. */
    public void clear() {
        lanes.forEach(Lane::clear);
    }

    private static byte[] type(String fourcc) {
        return new byte[] {
            (byte) fourcc.charAt(0),
            (byte) fourcc.charAt(1),
            (byte) fourcc.charAt(2),
            (byte) fourcc.charAt(3)
        };
    }

    /** The samples of one track. */
    private static final class Lane {
        private final int trackId;
        private final long origin;
        private final List<Sample> samples = new ArrayList<>();
        private byte[] bytes = new byte[16 << 10];
        private int size;

        Lane(int trackId, long origin) {
            this.trackId = trackId;
            this.origin = origin;
        }

        void add(Sample sample, ByteBuffer data) {
            if (bytes.length < size + sample.size()) {
                bytes = Arrays.copyOf(bytes, (size + sample.size()) * 5 / 4);
            }
            data.get(sample.offset(), bytes, size, sample.size());
            size += sample.size();
            samples.add(sample);
        }

        void clear() {
            samples.clear();
            size = 0;
        }

        /** A traf: tfhd (default-base-is-moof), tfdt version 1, trun with all per-sample fields. */
        void write(ByteBuffer out, int dataOffset) {
            int trun = 20 + PER_SAMPLE * samples.size();
            out.putInt(8 + 16 + 20 + trun).put(type("traf"));
            out.putInt(16).put(type("tfhd")).putInt(0x020000).putInt(trackId);
            out.putInt(20).put(type("tfdt")).putInt(1 << 24);
            out.putLong(origin + samples.getFirst().decodeTime());
            out.putInt(trun).put(type("trun")).putInt(1 << 24 | 0xf01);
            out.putInt(samples.size()).putInt(dataOffset);
            for (int i = 0; i < samples.size(); i++) {
                Sample sample = samples.get(i);
                out.putInt((int) duration(i)).putInt(sample.size());
                out.putInt(sample.flags()).putInt(sample.compositionOffset());
            }
        }

        /** To the next sample's decode time, so that a corrected timestamp leaves no hole. */
        private long duration(int i) {
            Sample sample = samples.get(i);
            return i + 1 < samples.size()
                    ? samples.get(i + 1).decodeTime() - sample.decodeTime()
                    : sample.duration();
        }
    }
}
