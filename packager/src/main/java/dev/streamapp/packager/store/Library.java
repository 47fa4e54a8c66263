package dev.streamapp.packager.store;

import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.hls.Part;
import dev.streamapp.packager.hls.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The media files that can be fetched. Only part files are written; a segment is its parts, one
 * after another, so nothing is written twice. Written to by one thread, read by many.
 */
public final class Library {
    private final Volume volume;
    private final Map<String, byte[]> inits = new ConcurrentHashMap<>();
    private final Map<Names.OfSegment, Segment> segments = new ConcurrentHashMap<>();
    private final Deque<Retired> retired = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private volatile String current = "";

    private record Retired(Segment segment, Instant until) {}

    /** A file to be served; {@code content} is to be closed. */
    public record Stored(long size, Content content) {
        /** Opens the bytes. */
        public interface Content {
            InputStream open() throws IOException;
        }
    }

    public Library(Volume volume) {
        this.volume = volume;
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
            IntStream.range(0, segment.parts().size())
                    .forEach(part -> files.add(segment.name(part).toString()));
        }
        for (String file : volume.list()) {
            boolean temporary = file.endsWith(".new");
            if (temporary || (Names.parse(file) != null && !files.contains(file))) {
                volume.delete(file);
            }
        }
    }

    /** Stores the initialization section of a run that begins. */
    public void store(Names.Init name, byte[] content) throws IOException {
        // first of all: a sweep on another thread must never see it as one nobody needs
        current = name.run();
        write(name.toString(), ByteBuffer.wrap(content));
        inits.put(name.run(), content);
    }

    /** Stores a part's file; {@link #update} makes it fetchable. */
    public void store(Names.OfPart name, ByteBuffer... content) throws IOException {
        write(name.toString(), content);
    }

    /** Makes a segment fetchable as far as it goes. */
    public void update(Segment segment) {
        segments.put(segment.name(), segment);
    }

    private void write(String name, ByteBuffer... content) throws IOException {
        long size = 0;
        for (ByteBuffer buffer : content) {
            size += buffer.remaining();
        }
        try {
            volume.write(name, duplicates(content));
        } catch (IOException e) {
            // what nobody is promised any more goes first when the volume is full
            if (!sweepAll()) {
                throw e;
            }
            volume.write(name, duplicates(content));
        }
        bytes.addAndGet(size);
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
                        : new Stored(segment.bytes(), () -> concatenation(segment));
            }
            case Names.OfPart part -> {
                Segment segment = segments.get(new Names.OfSegment(part.run(), part.msn()));
                yield segment == null || segment.parts().size() <= part.part()
                        ? null
                        : stored(segment.parts().get(part.part()), part);
            }
        };
    }

    private Stored stored(Part part, Names.OfPart name) {
        return new Stored(part.bytes(), () -> volume.open(name.toString()));
    }

    private InputStream concatenation(Segment segment) {
        Iterator<InputStream> parts =
                IntStream.range(0, segment.parts().size())
                        .mapToObj(part -> opened(segment.name(part)))
                        .iterator();
        return new SequenceInputStream(
                new Enumeration<>() {
                    @Override
                    public boolean hasMoreElements() {
                        return parts.hasNext();
                    }

                    @Override
                    public InputStream nextElement() {
                        return parts.next();
                    }
                });
    }

    private InputStream opened(Names.OfPart name) {
        try {
            return volume.open(name.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
                delete(new Names.Init(run).toString());
            }
        }
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
        for (int part = 0; part < segment.parts().size(); part++) {
            delete(segment.name(part).toString());
        }
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

    /** Bytes of media on the volume. */
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
