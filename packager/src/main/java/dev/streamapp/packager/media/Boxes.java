package dev.streamapp.packager.media;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The boxes inside a box that is already in memory. */
final class Boxes implements Iterable<Boxes.Child> {
    private final ByteBuffer content;

    /** A contained box; {@code body} is a view without the header. */
    record Child(String type, ByteBuffer body) {}

    Boxes(ByteBuffer content) {
        this.content = content;
    }

    /** The first box of that type, or null. */
    static @Nullable ByteBuffer find(ByteBuffer content, String type) throws InvalidMedia {
        try {
            for (Child child : new Boxes(content)) {
                if (child.type().equals(type)) {
                    return child.body();
                }
            }
            return null;
        } catch (NoSuchElementException e) {
            throw new InvalidMedia("broken box around " + type);
        }
    }

    /** The box at the end of a path of types. */
    static ByteBuffer require(ByteBuffer content, String... path) throws InvalidMedia {
        ByteBuffer at = content;
        for (String type : path) {
            ByteBuffer found = find(at, type);
            if (found == null) {
                throw new InvalidMedia("no box " + type);
            }
            at = found;
        }
        return at;
    }

    @Override
    public Iterator<Child> iterator() {
        ByteBuffer rest = content.duplicate();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rest.remaining() >= 8;
            }

            @Override
            public Child next() {
                return read(rest);
            }
        };
    }

    private static Child read(ByteBuffer rest) {
        try {
            int size = rest.getInt();
            byte[] type = new byte[4];
            rest.get(type);
            if (size < 8 || size - 8 > rest.remaining()) {
                throw new NoSuchElementException("box of " + size + " bytes");
            }
            ByteBuffer body = rest.slice(rest.position(), size - 8);
            rest.position(rest.position() + size - 8);
            return new Child(new String(type, StandardCharsets.ISO_8859_1), body);
        } catch (BufferUnderflowException e) {
            throw new NoSuchElementException("truncated box", e);
        }
    }
}
