package dev.streamapp.packager.recording;

import dev.streamapp.packager.store.Volume;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one recording, in a file of their own: a day of them would fill the packager's
 * memory. Only its end is ever written.
 */
record Index(Volume volume, String id) {
    static final String SUFFIX = ".index";

    private static final int READ_AT_ONCE = 64;

    String file() {
        return id + SUFFIX;
    }

    /** How many entries there may be; the last ones may be damaged. */
    int size() {
        return (int) (Math.max(0, volume.size(file())) / Entry.LENGTH);
    }

    /** Writes an entry behind so many others, and cuts off what was there. */
    void put(int number, Entry entry) throws IOException {
        volume.extend(file(), (long) number * Entry.LENGTH, entry.encode());
    }

    /** An entry, or null where it is damaged. */
    @Nullable Entry find(int number) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Entry.LENGTH);
        volume.read(file(), (long) number * Entry.LENGTH, bytes);
        return Entry.decode(bytes.flip());
    }

    Entry get(int number) throws IOException {
        Entry found = find(number);
        if (found == null) {
            throw new FileNotFoundException(file() + " has no entry " + number);
        }
        return found;
    }

    /** The entries from one to before another; ends earlier where one cannot be read. */
    Iterator<Entry> entries(int from, int until) {
        return new Iterator<>() {
            private final ByteBuffer read =
                    ByteBuffer.allocate(READ_AT_ONCE * Entry.LENGTH).limit(0);
            private int next = from;

            @Override
            public boolean hasNext() {
                if (next < until && !read.hasRemaining()) {
                    fill();
                }
                return next < until && read.hasRemaining();
            }

            private void fill() {
                read.clear().limit(Math.min(READ_AT_ONCE, until - next) * Entry.LENGTH);
                try {
                    volume.read(file(), (long) next * Entry.LENGTH, read);
                    read.flip();
                } catch (IOException e) {
                    read.limit(0);
                }
            }

            @Override
            public Entry next() {
                Entry entry = hasNext() ? Entry.decode(read) : null;
                if (entry == null) {
                    throw new NoSuchElementException(file() + " ends at " + next);
                }
                read.position(read.position() + Entry.LENGTH);
                next++;
                return entry;
            }
        };
    }
}
