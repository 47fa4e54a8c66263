package dev.streamapp.packager.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A stream of fragments: an initialization section, then pairs of moof and mdat for ever. */
public final class FragmentReader {
    private static final int MAX_SAMPLES = 10_000;

    private final BoxReader boxes;
    private @Nullable Initialization initialization;

    public FragmentReader(InputStream in) {
        this.boxes = new BoxReader(in);
    }

    /** Reads the initialization section; to be called once, first. */
    public Initialization initialization() throws IOException {
        Initialization read = Initialization.read(boxes);
        initialization = read;
        return read;
    }

    /**
     * The next fragment.
     *
     * @throws java.io.EOFException at the end of the input
     * @throws InvalidMedia where the input is broken
     */
    public Fragment next() throws IOException {
        while (true) {
            BoxReader.Box box = boxes.next();
            switch (box.type()) {
                case "moof" -> {
                    return fragment(box);
                }
                case "mdat" -> throw new InvalidMedia("box mdat without moof");
                case "moov" -> throw new InvalidMedia("a second moov");
                default -> {
                    // free, styp, sidx, prft, emsg: nothing to cut
                }
            }
        }
    }

    private Fragment fragment(BoxReader.Box moof) throws IOException {
        int moofSize = moof.headerSize() + moof.payload().remaining();
        List<Sample> samples = new ArrayList<>(4);
        try {
            for (Boxes.Child child : new Boxes(moof.payload())) {
                if (child.type().equals("traf")) {
                    new TrackRun(child.body(), moofSize).addTo(samples);
                }
            }
        } catch (NoSuchElementException
                | BufferUnderflowException
                | IndexOutOfBoundsException
                | IllegalArgumentException e) {
            throw new InvalidMedia("broken moof: " + e.getMessage());
        }
        BoxReader.Box mdat = boxes.next();
        if (!mdat.type().equals("mdat")) {
            throw new InvalidMedia("box " + mdat.type() + " where mdat should be");
        }
        int start = moofSize + mdat.headerSize();
        List<Sample> placed = new ArrayList<>(samples.size());
        for (Sample sample : samples) {
            placed.add(place(sample, start, mdat.payload().remaining()));
        }
        return new Fragment(placed, mdat.payload());
    }

    private Sample place(Sample sample, int start, int length) throws InvalidMedia {
        int offset = sample.offset() - start;
        if (offset < 0 || sample.size() < 0 || offset > length - sample.size()) {
            throw new InvalidMedia("a sample outside its fragment");
        }
        if (!known(sample.trackId())) {
            throw new InvalidMedia("a sample of unknown track " + sample.trackId());
        }
        return new Sample(
                sample.trackId(),
                sample.decodeTime(),
                sample.duration(),
                sample.compositionOffset(),
                sample.flags(),
                offset,
                sample.size());
    }

    private boolean known(int trackId) {
        Initialization init = initialization;
        return init != null && init.tracks().stream().anyMatch(t -> t.id() == trackId);
    }

    /**
     * A traf box: defaults of tfhd, base time of tfdt, samples of each trun (8.8.7, 8.8.8, 8.8.12).
     */
    private static final class TrackRun {
        private final ByteBuffer traf;
        private final int moofSize;
        private int trackId;
        private long defaultDuration;
        private int defaultSize;
        private int defaultFlags;
        private long decodeTime;
        private int dataOffset;

        TrackRun(ByteBuffer traf, int moofSize) {
            this.traf = traf;
            this.moofSize = moofSize;
        }

        void addTo(List<Sample> samples) throws InvalidMedia {
            header(Boxes.require(traf, "tfhd").duplicate());
            ByteBuffer tfdt = Boxes.require(traf, "tfdt");
            decodeTime =
                    tfdt.get(0) == 1 ? tfdt.getLong(4) : Integer.toUnsignedLong(tfdt.getInt(4));
            dataOffset = moofSize + 8;
            for (Boxes.Child child : new Boxes(traf)) {
                if (child.type().equals("trun")) {
                    run(child.body().duplicate(), samples);
                }
            }
        }

        private void header(ByteBuffer tfhd) throws InvalidMedia {
            int flags = tfhd.getInt() & 0xffffff;
            trackId = tfhd.getInt();
            if ((flags & 0x1) != 0) {
                throw new InvalidMedia("tfhd with a base data offset");
            }
            if ((flags & 0x2) != 0) {
                tfhd.getInt();
            }
            if ((flags & 0x8) != 0) {
                defaultDuration = Integer.toUnsignedLong(tfhd.getInt());
            }
            if ((flags & 0x10) != 0) {
                defaultSize = tfhd.getInt();
            }
            if ((flags & 0x20) != 0) {
                defaultFlags = tfhd.getInt();
            }
        }

        private void run(ByteBuffer trun, List<Sample> samples) throws InvalidMedia {
            int flags = trun.getInt() & 0xffffff;
            int count = trun.getInt();
            if (count < 0 || samples.size() + (long) count > MAX_SAMPLES) {
                throw new InvalidMedia(
                        "a fragment of " + Integer.toUnsignedLong(count) + " samples");
            }
            if ((flags & 0x1) != 0) {
                dataOffset = trun.getInt();
            }
            int firstFlags = (flags & 0x4) != 0 ? trun.getInt() : defaultFlags;
            for (int i = 0; i < count; i++) {
                long duration =
                        (flags & 0x100) != 0
                                ? Integer.toUnsignedLong(trun.getInt())
                                : defaultDuration;
                int size = (flags & 0x200) != 0 ? trun.getInt() : defaultSize;
                int own = i == 0 ? firstFlags : defaultFlags;
                int sampleFlags = (flags & 0x400) != 0 ? trun.getInt() : own;
                int composition = (flags & 0x800) != 0 ? trun.getInt() : 0;
                samples.add(
                        new Sample(
                                trackId,
                                decodeTime,
                                duration,
                                composition,
                                sampleFlags,
                                dataOffset,
                                size));
                decodeTime += duration;
                dataOffset = Math.addExact(dataOffset, size);
            }
        }
    }
}
