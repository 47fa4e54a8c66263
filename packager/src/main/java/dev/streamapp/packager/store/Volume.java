package dev.streamapp.packager.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** A flat folder of files on the stream's volume. */
public interface Volume {
    /** Writes a whole file; on failure nothing of it is left. */
    void write(String name, ByteBuffer... content) throws IOException;

    /**
     * Replaces a file at once: a reader or a crash, also one of the machine, sees the old content
     * or the new.
     */
    void replace(String name, byte[] content) throws IOException;

    /** Adds to the end of a file. */
    void append(String name, byte[] content) throws IOException;

    /** Returns when a file's content outlives a crash of the machine. */
    void sync(String name) throws IOException;

    InputStream open(String name) throws IOException;

    /** Size in bytes, −1 where there is no such file. */
    long size(String name);

    /** Deletes a file if it is there. */
    void delete(String name) throws IOException;

    List<String> list() throws IOException;
}
