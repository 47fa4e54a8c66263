package dev.streamapp.packager.recording;

import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.media.MovieFragments;
import dev.streamapp.packager.media.Track;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * An extract as one MP4: initialization section and fragments as they are stored, one after
 * another. Only decode times are moved, because each run counts its own. It has one format, so
 * everything in it can be described by the initialization section of the first run.
 */
public final class Movie {
    private static final double SECOND = 1e9;

    /**
     * Between two timelines, in nanoseconds: sound begins before the picture and ends after it by
     * some frames, and must not overlap.
     */
    private static final long BETWEEN = 100_000_000;

    private final Extract extract;
    private final Initialization initialization;
    private final List<Integer> stretches;
    private final byte[] head;
    private final long begin;
    private final Entry first;
    private final Entry last;

    /**
     * @param extract of one format, see {@link Extract#formats()}
     */
    public Movie(Extract extract) throws IOException {
        this.extract = extract;
        this.first = extract.first();
        this.last = extract.last();
        this.begin = first.offset();
        byte[] stored = extract.initialization(first.run());
        this.initialization = Initialization.parse(stored);
        this.stretches = extract.stretches();
        long gaps = (stretches.size() - 1) * BETWEEN;
        this.head =
                MovieFragments.withDuration(stored, last.elapsedAfter() - first.elapsed() + gaps);
    }

    public long size() {
        return head.length + last.offsetAfter() - begin;
    }

    /** Tells this content from what the recording has become since. */
    public String tag() {
        return first.name() + "+" + last.name();
    }

    /** Its bytes from one on; to be closed. */
    public InputStream open(long from) throws IOException {
        if (from < head.length) {
            InputStream in = new ByteArrayInputStream(head);
            in.skipNBytes(from);
            return new Concatenation(in, extract.from());
        }
        long offset = begin + from - head.length;
        int number = extract.at(offset);
        Concatenation segments = new Concatenation(InputStream.nullInputStream(), number);
        segments.skipNBytes(offset - extract.index().get(number).offset());
        return segments;
    }

    /** Opens segment after segment. */
    private final class Concatenation extends InputStream {
        private final Iterator<Entry> entries;
        private final int from;
        private InputStream file = InputStream.nullInputStream();
        private InputStream in;
        private Map<Integer, Long> shifts = Map.of();
        private int number;

        Concatenation(InputStream head, int from) {
            this.in = head;
            this.from = from;
            this.number = from;
            this.entries = extract.index().entries(from, extract.until());
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int got = in.read(target, offset, length);
            while (got < 0 && entries.hasNext()) {
                open(entries.next());
                got = in.read(target, offset, length);
            }
            return got;
        }

        private void open(Entry entry) throws IOException {
            if (number == from || entry.stretch() == number) {
                shifts = shifts(Math.max(entry.stretch(), extract.from()));
            }
            number++;
            file.close();
            file = extract.volume().open(entry.name().toString());
            in = new MovieFragments(file, entry.bytes(), shifts);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** By how much the decode times of a timeline are moved, by track. */
    private Map<Integer, Long> shifts(int stretch) throws IOException {
        Entry entry = extract.index().get(stretch);
        Map<Integer, Long> times;
        try (InputStream in = extract.volume().open(entry.name().toString())) {
            times = MovieFragments.begin(in);
        }
        double origin = Double.MAX_VALUE;
        for (Track track : initialization.tracks()) {
            Long time = times.get(track.id());
            if (time != null) {
                origin = Math.min(origin, time / (double) track.timescale());
            }
        }
        long gaps = stretches.indexOf(stretch) * BETWEEN;
        double shift = (entry.elapsed() - first.elapsed() + gaps) / SECOND - origin;
        Map<Integer, Long> shifts = new HashMap<>();
        for (Track track : initialization.tracks()) {
            shifts.put(track.id(), Math.round(shift * track.timescale()));
        }
        return shifts;
    }
}
