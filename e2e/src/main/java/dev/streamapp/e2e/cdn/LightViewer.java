package dev.streamapp.e2e.cdn;

import dev.streamapp.e2e.gateway.Answer;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.MediaPlaylist.Part;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import dev.streamapp.e2e.hls.PlaylistReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A viewer that shows nothing: it follows the low-latency playlist by blocking reloads, and fetches
 * whatever is listed from where it is listed, each file once.
 */
public final class LightViewer implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Customer customer;
    private final String stream;
    private final Thread thread;
    private final Set<String> seen = new HashSet<>();
    private final Set<String> hosts = new ConcurrentSkipListSet<>();
    private final Set<String> queries = new ConcurrentSkipListSet<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetched = new AtomicInteger();
    private volatile boolean stopped;

    /** Starts to follow. */
    public LightViewer(Customer customer, String stream) {
        this.customer = customer;
        this.stream = stream;
        this.thread = Thread.ofVirtual().name("light-viewer").start(this::follow);
    }

    /** How many files it has fetched. */
    public int fetched() {
        return fetched.get();
    }

    /** Hosts, with their ports, that media were listed at; empty for the playlist's own. */
    public Set<String> hosts() {
        return Set.copyOf(hosts);
    }

    /** Queries that media were listed with. */
    public Set<String> queries() {
        return Set.copyOf(queries);
    }

    /** What went wrong. */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    private void follow() {
        String query = "";
        try {
            while (!stopped) {
                query = step(query);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!stopped) {
                faults.add(e + ", " + e.getCause());
            }
        }
    }

    /** One reload; answers the query for the next. */
    private String step(String query) throws InterruptedException {
        Answer answer = ask(() -> customer.fetch(stream, "live.m3u8" + query));
        if (answer.status() == 503) {
            // busy, and said so
            Thread.sleep(RETRY);
            return "";
        }
        if (answer.status() != 200
                || !(PlaylistReader.read(answer.body()).playlist()
                        instanceof MediaPlaylist playlist)) {
            throw new IllegalStateException(answer.toString());
        }
        for (Segment segment : playlist.allSegments()) {
            take(Objects.requireNonNullElse(segment.map(), ""));
            segment.parts().stream().map(Part::uri).forEach(this::take);
            take(segment.uri());
        }
        return "?_HLS_msn=" + playlist.end().segment() + "&_HLS_part=" + playlist.end().parts();
    }

    private void take(String listed) {
        var uri = URI.create(listed);
        if (stopped || listed.isEmpty() || !seen.add(uri.getPath())) {
            return;
        }
        hosts.add(Objects.requireNonNullElse(uri.getAuthority(), ""));
        queries.add(Objects.requireNonNullElse(uri.getQuery(), ""));
        Answer answer =
                ask(() ->
                        uri.isAbsolute()
                                ? customer.https().get(listed)
                                : customer.fetch(stream, listed));
        fetched.incrementAndGet();
        if (answer.status() != 200 || answer.body().length == 0) {
            faults.add(answer.toString());
        }
    }

    /** As players do: nginx ends a connection after some requests, and the next may meet that. */
    private static Answer ask(Supplier<Answer> request) {
        try {
            return request.get();
        } catch (UncheckedIOException e) {
            return request.get();
        }
    }

    /** Stops once what it is fetching is there. */
    @Override
    public void close() {
        stopped = true;
        try {
            if (!thread.join(Duration.ofSeconds(20))) {
                throw new IllegalStateException("a viewer does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
