package dev.streamapp.e2e.bench.edge;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;

/**
 * Viewers without eyes, each a virtual thread with connections of its own kind: what they fetch is
 * counted and thrown away.
 */
final class Crowd implements AutoCloseable {
    private final HttpClient client;
    private final List<Thread> viewers = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder playlists = new LongAdder();
    private final Map<String, LongAdder> files = new ConcurrentHashMap<>();

    /** One by one: over HTTP/2 all of them would share a connection. */
    Crowd(SSLContext trust) {
        client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(trust)
                        .connectTimeout(Duration.ofSeconds(20))
                        .build();
    }

    /** What one viewer does until it is sent home. */
    interface Viewer {
        void watch() throws IOException, InterruptedException;
    }

    void add(Viewer viewer) {
        viewers.add(Thread.ofVirtual().start(() -> repeat(viewer)));
    }

    private void repeat(Viewer viewer) {
        while (!stopped.get()) {
            try {
                viewer.watch();
            } catch (IOException e) {
                count("no answer");
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** A playlist; empty for any answer but 200. */
    String playlist(String address) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request(address), BodyHandlers.ofString());
        count(String.valueOf(answer.statusCode()));
        if (answer.statusCode() != 200) {
            return "";
        }
        playlists.increment();
        return answer.body();
    }

    /** A file of media. */
    void file(String folder, String name) throws IOException, InterruptedException {
        HttpResponse<Void> answer = client.send(request(folder + name), BodyHandlers.discarding());
        count(String.valueOf(answer.statusCode()));
        files.computeIfAbsent(name, _ -> new LongAdder()).increment();
    }

    private static HttpRequest request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30)).build();
    }

    private void count(String answer) {
        answers.computeIfAbsent(answer, _ -> new LongAdder()).increment();
    }

    /** How many answers there were of each kind. */
    Map<String, Long> answers() {
        var counted = new TreeMap<String, Long>();
        answers.forEach((kind, count) -> counted.put(kind, count.sum()));
        return counted;
    }

    /** Answers other than 200, and requests without one. */
    long failures() {
        return answers().entrySet().stream()
                .filter(answer -> !answer.getKey().equals("200"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Playlists that came. */
    long playlists() {
        return playlists.sum();
    }

    /** Requests for media, by file. */
    Map<String, Long> files() {
        var counted = new ConcurrentSkipListMap<String, Long>();
        files.forEach((name, count) -> counted.put(name, count.sum()));
        return counted;
    }

    /** Forgets what was counted, and begins anew. */
    void reset() {
        answers.clear();
        files.clear();
        playlists.reset();
    }

    /** Sends everybody home, once they have got what they asked for. */
    void finish() {
        stopped.set(true);
        try {
            for (Thread viewer : viewers) {
                viewer.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        stopped.set(true);
        viewers.forEach(Thread::interrupt);
        client.shutdownNow();
    }
}
