package dev.streamapp.packager.store;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Part;
import dev.streamapp.packager.hls.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The media files that can be fetched. A segment is one file that grows part by part, and a part is
 * a range of it, so nothing is written twice. Written to by one thread, read by many.
 */
public final class Library {
    private final Volume volume;
    private final Keeper keeper;
    private final Map<String, byte[]> inits = new ConcurrentHashMap<>();
    private final Map<Names.OfSegment, Segment> segments = new ConcurrentHashMap<>();
    private final Deque<Retired> retired = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile String current = "";
    private long growing;

    private record Retired(Segment segment, Instant until) {}

    /**
     * A file to be served.
     *
     * @param size of what is served
     * @param start when the first frame of its segment was captured
     * @param content to be closed; it may go on behind what is served
     */
    public record Stored(long size, Instant start, Content content) {
        /** Something without a time: it has no picture, or was asked for by its time. */
        public Stored(long size, Content content) {
            this(size, Instant.MAX, content);
        }

        /** Opens the bytes. */
        public interface Content {
            InputStream open() throws IOException;
        }
    }

    /**
     * @param keeper what needs files for longer than the list
     */
    public Library(Volume volume, Keeper keeper) {
        this.volume = volume;
        this.keeper = keeper;
    }

    /** Takes up again what is on the volume, and deletes every other media file. */
    public void restore(List<Segment> kept, Map<String, byte[]> initializations)
            throws IOException {
        inits.putAll(initializations);
        Set<String> files = ConcurrentHashMap.newKeySet();
        initializations.keySet().forEach(run -> files.add(new Names.Init(run).toString()));
        for (Segment segment : kept) {
            update(segment);
            bytes.addAndGet(segment.bytes());
            files.add(segment.name().toString());
        }
        volume.names(file -> {
            if (file.endsWith(".new") || (!files.contains(file) && orphan(Names.parse(file)))) {
                delete(file);
            }
        });
    }

    private boolean orphan(@Nullable Names name) {
        return switch (name) {
            case Names.Init init -> !keeper.keepsRun(init.run());
            case Names.OfSegment segment -> !keeper.keeps(segment);
            // as an earlier version wrote them
            case Names.OfPart _ -> true;
            case null -> false;
        };
    }

    /** Stores the initialization section of a run that begins. */
    public void store(Names.Init name, byte[] content) throws IOException {
        // first of all: a sweep on another thread must never see it as one nobody needs
        current = name.run();
        write(name.toString(), 0, ByteBuffer.wrap(content));
        inits.put(name.run(), content);
    }

    /** Stores the next part of a segment; {@link #update} makes it fetchable. */
    public void store(Names.OfPart name, ByteBuffer... content) throws IOException {
        if (name.part() == 0) {
            growing = 0;
        }
        growing += write(name.segment().toString(), growing, content);
    }

    /** Makes a segment fetchable as far as it goes. */
    public void update(Segment segment) {
        segments.put(segment.name(), segment);
    }

    private long write(String name, long at, ByteBuffer... content) throws IOException {
        long size = 0;
        for (ByteBuffer buffer : content) {
            size += buffer.remaining();
        }
        try {
            volume.extend(name, at, duplicates(content));
        } catch (IOException e) {
            writeAgain(name, at, e, content);
        }
        bytes.addAndGet(size);
        return size;
    }

    /**
     * On a full volume goes first what nobody is promised any more, then what is kept longest.
     * Whatever else was wrong, nothing is given up for it.
     */
    private void writeAgain(String name, long at, IOException first, ByteBuffer... content)
            throws IOException {
        IOException why = first;
        boolean again = !Volume.isFull(first) || makesRoom();
        while (again) {
            try {
                volume.extend(name, at, duplicates(content));
                return;
            } catch (IOException e) {
                why = e;
                again = Volume.isFull(e) && makesRoom();
            }
        }
        throw why;
    }

    private boolean makesRoom() {
        return sweepAll() || keeper.makeRoom(this);
    }

    private static ByteBuffer[] duplicates(ByteBuffer... content) {
        ByteBuffer[] copies = new ByteBuffer[content.length];
        for (int i = 0; i < content.length; i++) {
            copies[i] = content[i].duplicate();
        }
        return copies;
    }

    /** The bytes of a name, or null where there is nothing under it. */
    public @Nullable Stored find(Names name) {
        return switch (name) {
            case Names.Init init -> {
                byte[] content = inits.get(init.run());
                yield content == null
                        ? null
                        : new Stored(content.length, () -> new ByteArrayInputStream(content));
            }
            case Names.OfSegment whole -> {
                Segment segment = segments.get(whole);
                yield segment == null || !segment.closed()
                        ? null
                        : new Stored(
                                segment.bytes(),
                                segment.start(),
                                () -> volume.open(whole.toString()));
            }
            case Names.OfPart part -> {
                Segment segment = segments.get(part.segment());
                yield segment == null || segment.parts().size() <= part.part()
                        ? null
                        : stored(segment, part);
            }
        };
    }

    private Stored stored(Segment segment, Names.OfPart name) {
        long before = segment.parts().stream().limit(name.part()).mapToLong(Part::bytes).sum();
        return new Stored(
                segment.parts().get(name.part()).bytes(),
                segment.start(),
                () -> {
                    InputStream in = volume.open(name.segment().toString());
                    in.skipNBytes(before);
                    return in;
                });
    }

    /** Whether a segment is listed, or was just now. */
    public boolean lists(Names.OfSegment name) {
        return segments.containsKey(name);
    }

    /** Deletes a segment's file, unless it is kept, or is listed or was just now. */
    public void release(Names.OfSegment name) {
        if (!lists(name) && !keeper.keeps(name)) {
            delete(name.toString());
        }
    }

    /** Deletes the initialization section of a run, unless it is kept or in use. */
    public void release(String run) {
        if (!inits.containsKey(run) && !run.equals(current) && !keeper.keepsRun(run)) {
            delete(new Names.Init(run).toString());
        }
    }

    public byte @Nullable [] initialization(String run) {
        return inits.get(run);
    }

    /** The segment left the playlist and stays fetchable until then (RFC 8216bis, 6.2.2). */
    public synchronized void retire(Segment segment, Instant until) {
        retired.add(new Retired(segment, until));
    }

    /** Deletes what nobody can expect any more. */
    public synchronized void sweep(Instant now) {
        while (!retired.isEmpty() && !retired.getFirst().until().isAfter(now)) {
            remove(retired.removeFirst().segment());
        }
        for (String run : inits.keySet()) {
            boolean used = segments.keySet().stream().anyMatch(name -> name.run().equals(run));
            if (!used && !run.equals(current)) {
                inits.remove(run);
                release(run);
            }
        }
    }

    /** Deletes at once what was listed until now, in that order: the volume is full. */
    public synchronized void discard(List<Segment> listed) {
        listed.forEach(this::remove);
    }

    private synchronized boolean sweepAll() {
        boolean any = !retired.isEmpty();
        while (!retired.isEmpty()) {
            remove(retired.removeFirst().segment());
        }
        return any;
    }

    private void remove(Segment segment) {
        segments.remove(segment.name());
        release(segment.name());
        bytes.addAndGet(-segment.bytes());
    }

    private void delete(String file) {
        try {
            volume.delete(file);
        } catch (IOException e) {
            // an orphan until the next start, which deletes what is in no list
            System.getLogger(Library.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "Cannot delete {0}: {1}",
                            file,
                            e.getMessage());
        }
    }

    /** Bytes of the live picture on the volume. */
    public long bytes() {
        return bytes.get();
    }

    /** Whether something can be written at all. */
    public boolean writable() {
        String probe = "probe.new";
        try {
            volume.write(probe, ByteBuffer.allocate(4096));
            volume.delete(probe);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
