package dev.streamapp.packager.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A flat folder of files on the stream's volume. */
public interface Volume {
    /** Whether it was refused for want of room: ENOSPC, or EDQUOT of a quota. */
    static boolean isFull(IOException refusal) {
        return isFull(String.valueOf(refusal.getMessage()));
    }

    /** The same of the words of a refusal. */
    static boolean isFull(String refusal) {
        return refusal.contains("No space left on device")
                || refusal.contains("Disk quota exceeded");
    }

    /** Writes a whole file; on failure nothing of it is left. */
    void write(String name, ByteBuffer... content) throws IOException;

    /**
     * Replaces a file at once: a reader or a crash, also one of the machine, sees the old content
     * or the new.
     */
    void replace(String name, byte[] content) throws IOException;

    /** Adds to the end of a file. */
    void append(String name, byte[] content) throws IOException;

    /**
     * Goes on with a file behind its first bytes, and cuts off what was there; on failure the file
     * ends there.
     *
     * @param at how many bytes stay
     */
    void extend(String name, long at, ByteBuffer... content) throws IOException;

    /**
     * Fills the buffer from that place on, or as far as the file goes.
     *
     * @param at bytes from the beginning
     */
    void read(String name, long at, ByteBuffer into) throws IOException;

    /** Returns when a file's content outlives a crash of the machine. */
    void sync(String name) throws IOException;

    InputStream open(String name) throws IOException;

    /** Size in bytes, −1 where there is no such file. */
    long size(String name);

    /** Deletes a file if it is there. */
    void delete(String name) throws IOException;

    /** Shows the name of each file, however many there are; it may be deleted then. */
    void names(Consumer<String> visitor) throws IOException;
}
