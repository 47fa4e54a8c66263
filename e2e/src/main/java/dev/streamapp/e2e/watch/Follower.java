package dev.streamapp.e2e.watch;

import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.MediaPlaylist.Part;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import dev.streamapp.e2e.hls.PlaylistReader;
import dev.streamapp.e2e.hls.Rule;
import dev.streamapp.e2e.hls.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A viewer that shows nothing: it follows the playlist by blocking reloads and fetches every file
 * that is listed, each once, to hold it to the rules.
 */
public final class Follower implements AutoCloseable {
    private static final Duration RETRY = Duration.ofMillis(250);

    private final RecordingProxy proxy;
    private final Recorder recorder;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Recordings recordings;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, byte[]> parts = new HashMap<>();
    private final Departed departed;
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Starts to follow.
     *
     * @param directory where segments are kept until they are decoded
     */
    public Follower(RecordingProxy proxy, Path directory) {
        this.proxy = proxy;
        this.recorder = proxy.recorder();
        this.recordings = new Recordings(directory, recorder, Decoder::decode);
        this.departed = new Departed(uri -> fetch(uri, Rule.MEDIA_KEPT));
        this.thread = Thread.ofVirtual().name("follower").start(this::follow);
    }

    private void follow() {
        String query = "";
        while (!stopped) {
            try {
                query = step(query);
            } catch (IOException | UncheckedIOException e) {
                // the proxy is gone: the test is over
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** One reload; answers the query for the next. */
    private String step(String query) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = get(proxy.url("/live.m3u8" + query));
        if (response.statusCode() != 200) {
            Thread.sleep(RETRY);
            return "";
        }
        if (!(PlaylistReader.read(response.body()).playlist() instanceof MediaPlaylist playlist)) {
            return "";
        }
        departed.update(playlist);
        for (Segment segment : playlist.allSegments()) {
            take(segment, playlist);
        }
        return "?_HLS_msn=" + playlist.end().segment() + "&_HLS_part=" + playlist.end().parts();
    }

    private void take(Segment segment, MediaPlaylist playlist)
            throws IOException, InterruptedException {
        String map = String.valueOf(segment.map());
        if (seen.add(map)) {
            fetch(map, Rule.MEDIA_AVAILABLE)
                    .ifPresent(body -> {
                        recorder.media()
                                .initialization(map, body)
                                .forEach(violation -> recorder.add(violation, ""));
                        recordings.initialization(map, body);
                    });
        }
        for (Part part : segment.parts()) {
            if (seen.add(part.uri())) {
                fetch(part.uri(), Rule.MEDIA_AVAILABLE)
                        .ifPresent(body -> {
                            parts.put(part.uri(), body);
                            recorder.media()
                                    .part(segment, part, body)
                                    .forEach(violation -> recorder.add(violation, ""));
                        });
            }
        }
        if (!segment.uri().isEmpty() && seen.add(segment.uri())) {
            fetch(segment.uri(), Rule.MEDIA_AVAILABLE)
                    .ifPresent(body -> {
                        List<byte[]> bodies = partsOf(segment);
                        recorder.media()
                                .segment(segment, body, bodies, playlist.independentSegments())
                                .forEach(violation -> recorder.add(violation, ""));
                        recordings.segment(map, segment.number(), segment.date(), body);
                    });
            segment.parts().forEach(part -> parts.remove(part.uri()));
        }
    }

    private List<byte[]> partsOf(Segment segment) {
        var bodies = new ArrayList<byte[]>();
        for (Part part : segment.parts()) {
            byte[] body = parts.get(part.uri());
            if (body == null) {
                return List.of();
            }
            bodies.add(body);
        }
        return bodies;
    }

    /**
     * Fetches what is listed; anything but success is a violation, unless the packager itself is
     * away.
     */
    private Optional<byte[]> fetch(String uri, Rule rule) {
        try {
            HttpResponse<byte[]> response = get(proxy.url("/" + uri));
            if (response.statusCode() == 200) {
                return Optional.of(response.body());
            }
            if (response.statusCode() != 503) {
                recorder.add(
                        new Violation(rule, uri + " was answered with " + response.statusCode()),
                        "");
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpResponse<byte[]> get(URI uri) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(40)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    /**
     * Stops following and decodes every segment that was listed.
     *
     * @return how many pictures were decoded, or frames of sound where there was no picture
     */
    public long decodeEverything() {
        close();
        return recordings.decode();
    }

    /**
     * For each dated segment how far its EXT-X-PROGRAM-DATE-TIME is from the clock in its first
     * picture, in milliseconds.
     */
    public List<Long> dateErrors() {
        return recordings.dateErrors();
    }

    @Override
    public void close() {
        stopped = true;
        departed.close();
        // an interrupt would cut off what is being written to a file
        client.shutdownNow();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
