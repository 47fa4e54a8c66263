package dev.streamapp.packager.recording;

import dev.streamapp.packager.store.Library;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The files of a deleted recording, which no index names any more. There may be tens of thousands,
 * so they go little by little; what a crash leaves of them goes at the next start.
 */
final class Leftover {
    private final InputStream entries;
    private String run = "";

    /**
     * @param entries the index as it was, from the first file that is there; closed at its end
     */
    Leftover(InputStream entries) {
        this.entries = entries;
    }

    /**
     * Deletes so many files at most, but those that are needed otherwise.
     *
     * @return false where there are no more
     */
    synchronized boolean release(int most, Library library) {
        try {
            for (int i = 0; i < most; i++) {
                Entry entry = next();
                if (entry == null) {
                    entries.close();
                    return false;
                }
                release(entry, library);
            }
            return true;
        } catch (IOException e) {
            System.getLogger(Leftover.class.getName())
                    .log(System.Logger.Level.WARNING, "Files of a deleted recording stay", e);
            close();
            return false;
        }
    }

    private void release(Entry entry, Library library) {
        library.release(entry.name());
        if (!entry.run().equals(run)) {
            run = entry.run();
            library.release(run);
        }
    }

    private @Nullable Entry next() throws IOException {
        byte[] bytes = new byte[Entry.LENGTH];
        try {
            new DataInputStream(entries).readFully(bytes);
        } catch (EOFException e) {
            return null;
        }
        return Entry.decode(ByteBuffer.wrap(bytes));
    }

    private void close() {
        try {
            entries.close();
        } catch (IOException e) {
            // it could not be read either
        }
    }
}
