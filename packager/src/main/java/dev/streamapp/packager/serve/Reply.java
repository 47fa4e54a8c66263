package dev.streamapp.packager.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.recording.Movie;
import dev.streamapp.packager.store.Library;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The answer to one request on the media port. */
record Reply(HttpExchange exchange, MediaServer.Requests requests) {
    private static final String PLAYLIST = "application/vnd.apple.mpegurl";
    private static final String MEDIA = "video/mp4";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final String NO_STORE = "no-store";
    private static final int BUFFER = 16 << 10;

    /** Told that some of the content has reached the client. */
    interface Progress {
        void made();
    }

    /** Writes a body of unknown length. */
    interface Body {
        void write(OutputStream out) throws IOException;
    }

    private interface Opened {
        InputStream from(long first) throws IOException;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    void playlist(byte[] body) throws IOException {
        answer(200, PLAYLIST, body);
    }

    /** A playlist that is written as it is made. */
    void playlist(Body body) throws IOException {
        head(PLAYLIST, NO_STORE);
        if (headOnly()) {
            exchange.sendResponseHeaders(200, -1);
            requests.answered(200, 0);
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        body.write(exchange.getResponseBody());
        requests.answered(200, 0);
    }

    void text(int code, String text) throws IOException {
        answer(code, TEXT, bytes(text));
    }

    void page(int code, String html) throws IOException {
        answer(code, HTML, bytes(html));
    }

    void notFound() throws IOException {
        text(404, "not found\n");
    }

    void unavailable(String why) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "2");
        text(503, why);
    }

    private void answer(int code, String type, byte[] body) throws IOException {
        head(type, NO_STORE);
        if (headOnly()) {
            exchange.getResponseHeaders().set("Content-Length", "" + body.length);
            exchange.sendResponseHeaders(code, -1);
            requests.answered(code, 0);
            return;
        }
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        requests.answered(code, body.length);
    }

    /** A segment, a part or an initialization section: a name has one content for ever. */
    void media(Names name, Library.Stored stored, Progress progress) throws IOException {
        content(
                name.toString(),
                IMMUTABLE,
                stored.size(),
                first -> {
                    InputStream in = stored.content().open();
                    in.skipNBytes(first);
                    return in;
                },
                progress);
    }

    /** A movie to be downloaded; it loses its beginning when that has been kept for its time. */
    void movie(Movie movie, String fileName, Progress progress) throws IOException {
        exchange.getResponseHeaders()
                .set("Content-Disposition", "attachment; filename=\"" + fileName + "\"");
        content(movie.tag(), NO_STORE, movie.size(), movie::open, progress);
    }

    private void content(String tag, String cache, long size, Opened opened, Progress progress)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Accept-Ranges", "bytes");
        // caches and clients that put ranges together ask for a tag
        headers.set("ETag", "\"" + tag + "\"");
        switch (ByteRange.of(range(tag), size)) {
            case ByteRange.Asked.Unsatisfiable _ -> {
                headers.set("Content-Range", "bytes */" + size);
                text(416, "range not satisfiable\n");
            }
            case ByteRange.Asked.Some(ByteRange range) -> {
                headers.set("Content-Range", "bytes " + range + "/" + size);
                stream(206, cache, range, opened, progress);
            }
            case ByteRange.Asked.Whole _ ->
                    stream(200, cache, new ByteRange(0, size - 1), opened, progress);
        }
    }

    /** The range that is asked for, unless it is one of another content (RFC 9110, 13.1.5). */
    private @Nullable String range(String tag) {
        Headers asked = exchange.getRequestHeaders();
        String of = asked.getFirst("If-Range");
        return of == null || of.equals("\"" + tag + "\"") ? asked.getFirst("Range") : null;
    }

    private void stream(int code, String cache, ByteRange range, Opened opened, Progress progress)
            throws IOException {
        try (InputStream in = opened.from(range.first())) {
            head(MEDIA, cache);
            if (headOnly()) {
                exchange.getResponseHeaders().set("Content-Length", "" + range.length());
                exchange.sendResponseHeaders(code, -1);
                requests.answered(code, 0);
                return;
            }
            exchange.sendResponseHeaders(code, range.length());
            copy(in, range.length(), progress);
            requests.answered(code, range.length());
        }
    }

    private void copy(InputStream in, long length, Progress progress) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
        long left = length;
        while (left > 0) {
            int got = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (got < 0) {
                throw new IOException("a file is shorter than it was");
            }
            exchange.getResponseBody().write(buffer, 0, got);
            progress.made();
            left -= got;
        }
    }

    private boolean headOnly() {
        return exchange.getRequestMethod().equals("HEAD");
    }

    private void head(String type, String cache) {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", cache);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    }
}
