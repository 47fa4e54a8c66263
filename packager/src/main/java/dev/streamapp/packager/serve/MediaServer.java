package dev.streamapp.packager.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.streamapp.packager.hls.MediaBase;
import dev.streamapp.packager.hls.MultivariantPlaylist;
import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.live.LiveWindow;
import dev.streamapp.packager.live.LiveWindow.Answer;
import dev.streamapp.packager.store.Library;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The media port: playlists, segments and parts. */
public final class MediaServer implements AutoCloseable {
    private static final String PLAYLIST = "application/vnd.apple.mpegurl";
    private static final String MEDIA = "video/mp4";

    /** Says under what media are listed; the edge writes it, and lets no viewer's pass. */
    private static final String BASE = "X-Stream-Media-Base";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String IMMUTABLE = "public, max-age=31536000, immutable";
    private static final String NO_STORE = "no-store";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BUFFER = 16 << 10;
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final LiveWindow window;
    private final Library library;
    private final Supplier<@Nullable MultivariantPlaylist> multivariant;
    private final Semaphore transfers;
    private final Map<HttpExchange, Long> sending = new ConcurrentHashMap<>();
    private final Requests requests;

    /** Told of each request that was answered. */
    public interface Requests {
        void answered(int code, long bytes);
    }

    /**
     * @param port 0 for any
     * @param maxTransfers how many files may be sent at a time
     */
    public MediaServer(
            int port,
            LiveWindow window,
            Library library,
            Supplier<@Nullable MultivariantPlaylist> multivariant,
            int maxTransfers,
            Requests requests)
            throws IOException {
        this.window = window;
        this.library = library;
        this.multivariant = multivariant;
        this.transfers = new Semaphore(maxTransfers);
        this.requests = requests;
        server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            cors(exchange.getResponseHeaders());
            switch (exchange.getRequestMethod()) {
                case "GET", "HEAD" -> get(exchange);
                case "OPTIONS" -> preflight(exchange);
                default -> {
                    exchange.getResponseHeaders().set("Allow", "GET, HEAD, OPTIONS");
                    answer(exchange, 405, TEXT, NO_STORE, bytes("method not allowed\n"));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** HLS files answer any origin. */
    private static void cors(Headers headers) {
        headers.set("Access-Control-Allow-Origin", "*");
        headers.set("Access-Control-Expose-Headers", "Content-Length, Content-Range, Date");
    }

    private void preflight(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
        headers.set("Access-Control-Allow-Headers", "Range, Authorization");
        headers.set("Access-Control-Max-Age", "86400");
        exchange.sendResponseHeaders(204, -1);
        requests.answered(204, 0);
    }

    private void get(HttpExchange exchange) throws IOException, InterruptedException {
        // the raw path: nothing that needs decoding is a name
        String path = exchange.getRequestURI().getRawPath();
        switch (path) {
            case "/playlist.m3u8" -> multivariant(exchange);
            case "/live.m3u8" -> live(exchange);
            default -> {
                Names name = path.startsWith("/") ? Names.parse(path.substring(1)) : null;
                if (name == null) {
                    notFound(exchange);
                } else {
                    file(exchange, name);
                }
            }
        }
    }

    private void multivariant(HttpExchange exchange) throws IOException {
        MultivariantPlaylist playlist = multivariant.get();
        if (playlist == null) {
            unavailable(exchange, "nothing has been published yet\n");
        } else {
            answer(exchange, 200, PLAYLIST, NO_STORE, bytes(playlist.render()));
        }
    }

    private void live(HttpExchange exchange) throws IOException, InterruptedException {
        MediaBase base = MediaBase.BESIDE;
        Answer found;
        try {
            String given = exchange.getRequestHeaders().getFirst(BASE);
            base = given == null ? base : new MediaBase(given);
            Directives asked = Directives.parse(exchange.getRequestURI().getRawQuery());
            found = asked.msn() < 0 ? window.reload() : window.reload(asked.msn(), asked.part());
        } catch (IllegalArgumentException e) {
            found = new Answer.BadRequest(String.valueOf(e.getMessage()));
        }
        switch (found) {
            case Answer.Playlist playlist ->
                    answer(exchange, 200, PLAYLIST, NO_STORE, playlist.published().body(base));
            case Answer.Unavailable _ -> unavailable(exchange, "no publisher\n");
            case Answer.Busy _ -> unavailable(exchange, "too many requests are waiting\n");
            case Answer.BadRequest bad ->
                    answer(exchange, 400, TEXT, NO_STORE, bytes(bad.message() + "\n"));
        }
    }

    private void file(HttpExchange exchange, Names name) throws IOException, InterruptedException {
        Library.Stored stored = library.find(name);
        if (stored == null && name instanceof Names.OfPart part && window.awaitHinted(part)) {
            stored = library.find(name);
        }
        if (stored == null) {
            notFound(exchange);
            return;
        }
        if (!transfers.tryAcquire()) {
            unavailable(exchange, "too many transfers\n");
            return;
        }
        Long began = System.nanoTime();
        sending.put(exchange, began);
        try {
            send(exchange, name, stored);
        } finally {
            sending.remove(exchange, began);
            transfers.release();
        }
    }

    /** Cuts off readers that take longer for a file than any player would wait. */
    public void dropStuck() {
        long now = System.nanoTime();
        sending.forEach((exchange, began) -> {
            if (now - began > PATIENCE.toNanos()) {
                exchange.close();
            }
        });
    }

    private void send(HttpExchange exchange, Names name, Library.Stored stored) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Accept-Ranges", "bytes");
        // a name has one content for ever; caches that put ranges together ask for a tag
        headers.set("ETag", "\"" + name + "\"");
        String asked = exchange.getRequestHeaders().getFirst("Range");
        switch (ByteRange.of(asked, stored.size())) {
            case ByteRange.Asked.Unsatisfiable _ -> {
                headers.set("Content-Range", "bytes */" + stored.size());
                answer(exchange, 416, TEXT, NO_STORE, bytes("range not satisfiable\n"));
            }
            case ByteRange.Asked.Some(ByteRange range) -> {
                headers.set("Content-Range", "bytes " + range + "/" + stored.size());
                stream(exchange, 206, stored, range);
            }
            case ByteRange.Asked.Whole _ ->
                    stream(exchange, 200, stored, new ByteRange(0, stored.size() - 1));
        }
    }

    private void stream(HttpExchange exchange, int code, Library.Stored stored, ByteRange range)
            throws IOException {
        try (InputStream in = stored.content().open()) {
            head(exchange, MEDIA, IMMUTABLE);
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("Content-Length", "" + range.length());
                exchange.sendResponseHeaders(code, -1);
                requests.answered(code, 0);
                return;
            }
            in.skipNBytes(range.first());
            exchange.sendResponseHeaders(code, range.length());
            copy(in, exchange, range.length());
            requests.answered(code, range.length());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void copy(InputStream in, HttpExchange exchange, long length)
            throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
        long left = length;
        while (left > 0) {
            int got = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (got < 0) {
                throw new IOException("a file is shorter than it was");
            }
            exchange.getResponseBody().write(buffer, 0, got);
            left -= got;
        }
    }

    private void notFound(HttpExchange exchange) throws IOException {
        answer(exchange, 404, TEXT, NO_STORE, bytes("not found\n"));
    }

    private void unavailable(HttpExchange exchange, String why) throws IOException {
        exchange.getResponseHeaders().set("Retry-After", "2");
        answer(exchange, 503, TEXT, NO_STORE, bytes(why));
    }

    private void answer(HttpExchange exchange, int code, String type, String cache, byte[] body)
            throws IOException {
        head(exchange, type, cache);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", "" + body.length);
            exchange.sendResponseHeaders(code, -1);
            requests.answered(code, 0);
            return;
        }
        exchange.sendResponseHeaders(code, body.length);
        exchange.getResponseBody().write(body);
        requests.answered(code, body.length);
    }

    private static void head(HttpExchange exchange, String type, String cache) {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", cache);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
