package dev.streamapp.e2e.bench.media;

import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.MediaPlaylist.Segment;
import dev.streamapp.e2e.hls.PlaylistReader;
import dev.streamapp.e2e.watch.Decoder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks at one stream's media playlist again and again, as a viewer with little patience does. */
final class Watcher {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Packaging packaging;
    private final int stream;

    Watcher(Packaging packaging, int stream) {
        this.packaging = packaging;
        this.stream = stream;
    }

    /** Waits until publishers can connect. */
    void awaitListening() throws IOException, InterruptedException {
        String port = ":%04X ".formatted(packaging.port(stream));
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!sockets().contains(port)) {
            patience(end, packaging.name() + " does not listen");
        }
    }

    private static String sockets() throws IOException {
        // by the local address alone: the remote one of a listener is port 0
        return Files.readString(Path.of("/proc/net/udp"))
                + Files.readString(Path.of("/proc/net/udp6"));
    }

    /** Whatever is listed, segments and parts: what tells each from all others, and its URI. */
    private Map<String, String> entries() throws InterruptedException {
        var all = new HashMap<String, String>();
        read().ifPresent(playlist -> {
            for (Segment segment : playlist.allSegments()) {
                segment.parts().forEach(part -> all.put(part.uri(), part.uri()));
                if (!segment.uri().isEmpty()) {
                    // a muxer that starts again may give its files the names of earlier ones
                    all.put(segment.uri() + " " + segment.date(), segment.uri());
                }
            }
        });
        return all;
    }

    Set<String> listed() throws InterruptedException {
        return new HashSet<>(entries().keySet());
    }

    Optional<Long> mediaSequence() throws InterruptedException {
        return read().map(MediaPlaylist::mediaSequence);
    }

    /** Waits until something else than that is listed and can be fetched. */
    void awaitNew(Set<String> known) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            for (var entry : entries().entrySet()) {
                if (!known.contains(entry.getKey()) && fetched(entry.getValue()).isPresent()) {
                    return;
                }
            }
            patience(end, packaging.name() + " lists nothing new");
        }
    }

    /**
     * Follows for some time; of each segment listed the EXT-X-PROGRAM-DATE-TIME minus the moment
     * its first picture was taken, as its picture tells it, in milliseconds.
     */
    List<Long> dateErrors(Duration time, Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        var seen = new HashSet<String>();
        read().ifPresent(playlist -> playlist.segments().forEach(known -> seen.add(known.uri())));
        var errors = new ArrayList<Long>();
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            for (Segment segment : read().map(MediaPlaylist::segments).orElse(List.of())) {
                if (segment.date() != null && seen.add(segment.uri())) {
                    error(segment, directory.resolve("segment.mp4")).ifPresent(errors::add);
                }
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        return errors;
    }

    private Optional<Long> error(Segment segment, Path file)
            throws IOException, InterruptedException {
        if (!segment.parts().isEmpty() && !segment.parts().getFirst().independent()) {
            // the one after a hastened first segment: its first picture cannot be decoded alone
            return Optional.empty();
        }
        var map = fetched(String.valueOf(segment.map()));
        var media = fetched(segment.uri());
        if (segment.date() == null || map.isEmpty() || media.isEmpty()) {
            return Optional.empty();
        }
        try (var out = Files.newOutputStream(file)) {
            out.write(map.get());
            out.write(media.get());
        }
        long[] captured = Decoder.clock(file);
        return captured.length == 0 || captured[0] == 0
                ? Optional.empty()
                : Optional.of(segment.date().toInstant().toEpochMilli() - captured[0]);
    }

    private Optional<MediaPlaylist> read() throws InterruptedException {
        try {
            byte[] body = Fetch.bytes(packaging.playlist(stream));
            return PlaylistReader.read(new String(body, StandardCharsets.UTF_8)).playlist()
                            instanceof MediaPlaylist playlist
                    ? Optional.of(playlist)
                    : Optional.empty();
        } catch (IOException e) {
            // nothing is on air yet
            return Optional.empty();
        }
    }

    private Optional<byte[]> fetched(String uri) throws InterruptedException {
        try {
            URI playlist = packaging.playlist(stream);
            return Optional.of(Fetch.bytes(playlist.resolve(uri)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void patience(long end, String complaint)
            throws IOException, InterruptedException {
        if (System.nanoTime() > end) {
            throw new IOException(complaint);
        }
        Thread.sleep(PAUSE);
    }
}
