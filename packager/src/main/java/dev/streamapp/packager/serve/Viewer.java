package dev.streamapp.packager.serve;

import com.sun.net.httpserver.Headers;
import dev.streamapp.packager.hls.MediaBase;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * For whom something is asked: the edge says so in headers, and lets none of a viewer's own pass.
 *
 * @param base under what media are listed
 * @param from since when the picture is the viewer's to see
 */
record Viewer(MediaBase base, Instant from) {
    /** Sees everything, beside the playlist. */
    static final Viewer ANY = new Viewer(MediaBase.BESIDE, Instant.MIN);

    private static final String BASE = "X-Stream-Media-Base";

    /** In milliseconds since 1970. */
    private static final String FROM = "X-Stream-From";

    private static final Pattern MILLISECONDS = Pattern.compile("[0-9]{1,15}");

    /**
     * Reads the headers of a request.
     *
     * @throws IllegalArgumentException with a message for whoever asked
     */
    static Viewer of(Headers headers) {
        String base = headers.getFirst(BASE);
        String from = headers.getFirst(FROM);
        return new Viewer(
                base == null ? ANY.base : new MediaBase(base),
                from == null ? ANY.from : time(from));
    }

    private static Instant time(String text) {
        if (!MILLISECONDS.matcher(text).matches()) {
            throw new IllegalArgumentException(FROM + " is not a number of milliseconds");
        }
        return Instant.ofEpochMilli(Long.parseLong(text));
    }
}
