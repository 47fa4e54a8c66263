package dev.streamapp.packager.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.streamapp.packager.hls.MediaBase;
import dev.streamapp.packager.hls.MultivariantPlaylist;
import dev.streamapp.packager.hls.Names;
import dev.streamapp.packager.live.Published;
import dev.streamapp.packager.live.Reloads;
import dev.streamapp.packager.live.Reloads.Answer;
import dev.streamapp.packager.recording.Recordings;
import dev.streamapp.packager.store.Library;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The media port: playlists, segments, parts and recordings. */
public final class MediaServer implements AutoCloseable {

    private static final String MULTIVARIANT = "/playlist.m3u8";
    private static final String LIVE = "/live.m3u8";
    private static final String NOTHING_YET = "nothing yet that the viewer may see\n";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BACKLOG = 256;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Reloads reloads;
    private final Library library;
    private final RecordingFiles recordings;
    private final Supplier<@Nullable MultivariantPlaylist> multivariant;
    private final boolean replayOnly;
    private final Semaphore transfers;
    private final Map<HttpExchange, Long> sending = new ConcurrentHashMap<>();
    private final Requests requests;
    private final Bases bases = new Bases(System::nanoTime);

    /** Told of each request that was answered. */
    public interface Requests {
        void answered(int code, long bytes);
    }

    /**
     * @param port 0 for any
     * @param replayOnly whether nothing is live, whatever was
     * @param maxTransfers how many files may be sent at a time
     */
    public MediaServer(
            int port,
            Reloads reloads,
            Library library,
            Recordings recordings,
            Supplier<@Nullable MultivariantPlaylist> multivariant,
            boolean replayOnly,
            int maxTransfers,
            Requests requests)
            throws IOException {
        this.reloads = reloads;
        this.library = library;
        this.recordings = new RecordingFiles(recordings);
        this.multivariant = multivariant;
        this.replayOnly = replayOnly;
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
            Reply reply = new Reply(exchange, requests);
            cors(exchange.getResponseHeaders());
            switch (exchange.getRequestMethod()) {
                case "GET", "HEAD" -> get(exchange, reply);
                case "OPTIONS" -> preflight(exchange);
                default -> {
                    exchange.getResponseHeaders().set("Allow", "GET, HEAD, OPTIONS");
                    reply.text(405, "method not allowed\n");
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

    private void get(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        // the raw path: nothing that needs decoding is a name
        String path = exchange.getRequestURI().getRawPath();
        Viewer viewer;
        try {
            viewer = Viewer.of(exchange.getRequestHeaders());
        } catch (IllegalArgumentException e) {
            reply.text(400, e.getMessage() + "\n");
            return;
        }
        switch (path) {
            case MULTIVARIANT, LIVE -> playlist(exchange, reply, path, viewer);
            default -> {
                Names name = path.startsWith("/") ? Names.parse(path.substring(1)) : null;
                if (name != null) {
                    file(exchange, reply, name, viewer);
                } else if (path.startsWith(RecordingFiles.PREFIX)) {
                    recorded(exchange, reply, path);
                } else {
                    reply.notFound();
                }
            }
        }
    }

    private void playlist(HttpExchange exchange, Reply reply, String path, Viewer viewer)
            throws IOException, InterruptedException {
        if (replayOnly) {
            reply.unavailable("the stream is suspended\n");
        } else if (path.equals(LIVE)) {
            live(exchange, reply, viewer);
        } else {
            multivariant(reply, viewer);
        }
    }

    private void multivariant(Reply reply, Viewer viewer) throws IOException {
        MultivariantPlaylist playlist = multivariant.get();
        if (playlist == null) {
            reply.unavailable("nothing has been published yet\n");
        } else if (reloads.reload() instanceof Answer.Playlist(Published published)
                && published.since(viewer.from()) == null) {
            reply.unavailable(NOTHING_YET);
        } else {
            reply.playlist(Reply.bytes(playlist.render()));
        }
    }

    private void live(HttpExchange exchange, Reply reply, Viewer viewer)
            throws IOException, InterruptedException {
        Directives asked = Directives.NONE;
        Answer found;
        try {
            asked = Directives.parse(exchange.getRequestURI().getRawQuery());
            found = asked.msn() < 0 ? reloads.reload() : reloads.reload(asked.msn(), asked.part());
        } catch (IllegalArgumentException e) {
            found = new Answer.BadRequest(String.valueOf(e.getMessage()));
        }
        switch (found) {
            case Answer.Playlist(Published published) -> live(reply, published, asked, viewer);
            case Answer.Unavailable _ -> reply.unavailable("no publisher\n");
            case Answer.Busy _ -> reply.unavailable("too many requests are waiting\n");
            case Answer.BadRequest bad -> reply.text(400, bad.message() + "\n");
        }
    }

    private void live(Reply reply, Published published, Directives asked, Viewer viewer)
            throws IOException {
        Published seen = published.since(viewer.from());
        if (seen == null) {
            reply.unavailable(NOTHING_YET);
        } else {
            reply.playlist(body(seen, asked, viewer.base()));
        }
    }

    private byte[] body(Published published, Directives asked, MediaBase base) {
        long boundary = published.playlist().targets().skipSeconds();
        boolean known = bases.known(base, Duration.ofSeconds(boundary));
        return asked.skip() && known ? published.update(base, asked.msn()) : published.body(base);
    }

    private void file(HttpExchange exchange, Reply reply, Names name, Viewer viewer)
            throws IOException, InterruptedException {
        Library.Stored stored = library.find(name);
        if (stored == null && name instanceof Names.OfPart part && reloads.awaitHinted(part)) {
            stored = library.find(name);
        }
        if (stored == null || stored.start().isBefore(viewer.from())) {
            reply.notFound();
            return;
        }
        Library.Stored found = stored;
        transfer(exchange, reply, () -> reply.media(name, found, () -> {}));
    }

    /** A recorded file, or a movie: that may take long, as long as it gets on. */
    private void recorded(HttpExchange exchange, Reply reply, String path) throws IOException {
        transfer(
                exchange,
                reply,
                () ->
                        recordings.answer(
                                path, reply, () -> sending.replace(exchange, System.nanoTime())));
    }

    private interface Transfer {
        void run() throws IOException;
    }

    private void transfer(HttpExchange exchange, Reply reply, Transfer transfer)
            throws IOException {
        if (!transfers.tryAcquire()) {
            reply.unavailable("too many transfers\n");
            return;
        }
        sending.put(exchange, System.nanoTime());
        try {
            transfer.run();
        } finally {
            sending.remove(exchange);
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

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
