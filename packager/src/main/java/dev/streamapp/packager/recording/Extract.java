package dev.streamapp.packager.recording;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.VodPlaylist;
import dev.streamapp.packager.media.Initialization;
import dev.streamapp.packager.store.Library.Stored;
import dev.streamapp.packager.store.Volume;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive segments of a recording, at least one. What it stands for does not change: a
 * recording only loses its first segments and gains others behind its last.
 *
 * @param from number of the first entry
 * @param until number behind the last
 * @param firstMsn Media Sequence Number of the recording's entry 0
 */
public record Extract(Index index, int from, int until, long firstMsn) {

    /** Takes the text of a playlist, piece by piece. */
    public interface Text {
        void write(byte[] piece) throws IOException;
    }

    Volume volume() {
        return index.volume();
    }

    Entry first() throws IOException {
        return index.get(from);
    }

    Entry last() throws IOException {
        return index.get(until - 1);
    }

    Iterator<Entry> entries() {
        return index.entries(from, until);
    }

    /** The part of it that lies in the cut as a whole, or null where there is none. */
    @Nullable Extract within(Cut cut) throws IOException {
        int begin = search(entry -> !entry.start().isBefore(cut.from()));
        int end = search(entry -> entry.end().isAfter(cut.until()));
        return begin < end ? new Extract(index, begin, end, firstMsn) : null;
    }

    /** The entry of a segment, or null where it is not among these. */
    private @Nullable Entry find(Names.OfSegment name) throws IOException {
        long number = name.msn() - firstMsn;
        if (number < from || number >= until) {
            return null;
        }
        Entry entry = index.get((int) number);
        return entry.name().equals(name) ? entry : null;
    }

    /**
     * A segment or an initialization section, or null where it is not among these.
     *
     * @param cut asked again for each segment: a wall clock may have been set back in between
     */
    public @Nullable Stored file(Cut cut, Names name) throws IOException {
        String file = name.toString();
        return switch (name) {
            case Names.Init init -> {
                long size = shows(init.run()) ? volume().size(file) : -1;
                yield size < 0 ? null : new Stored(size, () -> volume().open(file));
            }
            case Names.OfSegment segment -> {
                Entry entry = find(segment);
                yield entry == null || !cut.contains(entry)
                        ? null
                        : new Stored(entry.bytes(), () -> volume().open(file));
            }
            case Names.OfPart _ -> null;
        };
    }

    private boolean shows(String run) throws IOException {
        for (int number : stretches()) {
            if (index.get(number).run().equals(run)) {
                return true;
            }
        }
        return false;
    }

    /** Number of the entry that holds that byte of the recording. */
    int at(long offset) throws IOException {
        return search(entry -> entry.offsetAfter() > offset);
    }

    /** Something that holds from one entry on. */
    private interface Holds {
        boolean of(Entry entry);
    }

    /** The first entry that it holds for, by halving. */
    private int search(Holds holds) throws IOException {
        int low = from;
        int high = until;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (holds.of(index.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Numbers of the entries that its timelines begin with, in order. */
    List<Integer> stretches() throws IOException {
        List<Integer> begins = new ArrayList<>();
        int number = until - 1;
        while (number >= from) {
            int begin = Math.max(from, index.get(number).stretch());
            begins.addFirst(begin);
            number = begin - 1;
        }
        return begins;
    }

    /** The same as parts of one format each: spans of time that can be had as a movie. */
    public List<Cut> formats() throws IOException {
        List<Cut> cuts = new ArrayList<>();
        byte[] format = new byte[0];
        Instant begin = first().start();
        Instant end = begin;
        for (int number : stretches()) {
            Entry entry = index.get(number);
            byte[] own = Initialization.format(initialization(entry.run()));
            if (number > from && !Arrays.equals(own, format)) {
                cuts.add(new Cut(begin, end));
                begin = entry.start();
            }
            format = own;
            end = last(number).end();
        }
        cuts.add(new Cut(begin, last().end()));
        return cuts;
    }

    /** The last entry of the timeline that begins there. */
    private Entry last(int stretch) throws IOException {
        int low = stretch;
        int high = until - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (index.get(middle).stretch() > stretch) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return index.get(low);
    }

    byte[] initialization(String run) throws IOException {
        try (var in = volume().open(new Names.Init(run).toString())) {
            return in.readAllBytes();
        }
    }

    /** A playlist of all of it, written without ever being in memory as a whole. */
    public void playlist(Text out) throws IOException {
        VodPlaylist playlist = new VodPlaylist();
        write(out, playlist.head(last().longest()));
        Iterator<Entry> entries = entries();
        while (entries.hasNext()) {
            Entry entry = entries.next();
            write(
                    out,
                    playlist.segment(
                            entry.name(), entry.discontinuity(), entry.start(), entry.nanos()));
        }
        write(out, VodPlaylist.END);
    }

    private static void write(Text out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
