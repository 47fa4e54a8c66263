package dev.streamapp.e2e.watch;

import dev.streamapp.e2e.hls.DeltaUpdates;
import dev.streamapp.e2e.hls.MediaHistory;
import dev.streamapp.e2e.hls.MediaPlaylist;
import dev.streamapp.e2e.hls.PlaylistHistory;
import dev.streamapp.e2e.hls.PlaylistReader;
import dev.streamapp.e2e.hls.Rule;
import dev.streamapp.e2e.hls.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds every answer of one stream to the rules and remembers what a test wants to know about it.
 */
public final class Recorder {
    private static final int KEPT_PLAYLISTS = 40;
    private static final Pattern MSN = Pattern.compile("(?:^|&)_HLS_msn=([0-9]+)");
    private static final Pattern PART = Pattern.compile("(?:^|&)_HLS_part=([0-9]+)");

    private static final Pattern SKIP = Pattern.compile("(?:^|&)_HLS_skip=(?:YES|v2)(?:&|$)");

    private final Clock clock;
    private final DeltaUpdates deltas = new DeltaUpdates();
    private final PlaylistHistory history = new PlaylistHistory();
    private final MediaHistory media = new MediaHistory();
    private final Map<Violation, String> violations = new LinkedHashMap<>();
    private final Set<Rule> forgiven = EnumSet.noneOf(Rule.class);
    private final Map<String, ListedPart> parts = new LinkedHashMap<>();
    private final Deque<String> recent = new ArrayDeque<>();
    private @Nullable MediaPlaylist newest;
    private int updates;

    public Recorder(Clock clock) {
        this.clock = clock;
    }

    /** To be called when a request is sent; the result goes with its answer. */
    PlaylistHistory.Mark mark() {
        return history.mark();
    }

    MediaHistory media() {
        return media;
    }

    /** Takes the answer of a playlist request that succeeded. */
    synchronized Optional<MediaPlaylist> playlist(
            URI request, String contentType, byte[] body, PlaylistHistory.Mark mark) {
        String text = new String(body, StandardCharsets.UTF_8);
        remember(request, text);
        var completed = whole(request, text);
        completed.violations().forEach(violation -> add(violation, text));
        String whole = completed.text();
        if (whole == null) {
            return Optional.empty();
        }
        var result = whole.equals(text) ? PlaylistReader.read(body) : PlaylistReader.read(whole);
        result.violations().forEach(violation -> add(violation, text));
        if (!contentType.startsWith("application/vnd.apple.mpegurl")
                && !contentType.startsWith("audio/mpegurl")) {
            add(
                    new Violation(
                            Rule.CONTENT_TYPE, request + " has the Content-Type " + contentType),
                    text);
        }
        if (!(result.playlist() instanceof MediaPlaylist playlist)) {
            return Optional.empty();
        }
        history.accept(playlist, mark)
                .forEach(violation -> add(violation, "after\n" + mark + "\n" + text));
        blocking(request, playlist, text);
        list(playlist);
        if (newest == null || newest.end().compareTo(playlist.end()) <= 0) {
            newest = playlist;
        }
        return Optional.of(playlist);
    }

    /** Who did not ask for a delta update is told all. */
    private DeltaUpdates.Completed whole(URI request, String text) {
        boolean asked = SKIP.matcher(Optional.ofNullable(request.getRawQuery()).orElse("")).find();
        boolean update = text.contains("#EXT-X-SKIP:");
        updates += update ? 1 : 0;
        return asked || !update
                ? deltas.complete(text)
                : new DeltaUpdates.Completed(text, List.of());
    }

    private void blocking(URI request, MediaPlaylist playlist, String text) {
        String query = Optional.ofNullable(request.getRawQuery()).orElse("");
        Matcher msn = MSN.matcher(query);
        if (!msn.find()) {
            return;
        }
        Matcher part = PART.matcher(query);
        long segment = Long.parseLong(msn.group(1));
        boolean anyPart = part.find();
        // without _HLS_part the whole segment is asked for; part N of segment M is there when the
        // list ends behind it
        var needed =
                anyPart
                        ? new MediaPlaylist.End(segment, Integer.parseInt(part.group(1)) + 1)
                        : new MediaPlaylist.End(segment + 1, 0);
        if (playlist.end().compareTo(needed) < 0) {
            add(
                    new Violation(
                            Rule.BLOCKING_RELOAD,
                            request
                                    + " was answered with a playlist that ends at "
                                    + playlist.end()),
                    text);
        }
    }

    private void list(MediaPlaylist playlist) {
        Instant now = clock.instant();
        for (var segment : playlist.allSegments()) {
            for (var part : segment.parts()) {
                parts.computeIfAbsent(
                        part.uri(),
                        uri ->
                                new ListedPart(
                                        uri,
                                        segment.number(),
                                        segment.discontinuityNumber(),
                                        part.independent(),
                                        now));
            }
        }
    }

    /** Takes a media file that was served. */
    synchronized void media(URI request, byte[] body) {
        media.served(request.getPath(), body).forEach(violation -> add(violation, ""));
    }

    /** From now on it is no fault to break these rules, for a reason that the test has made. */
    public synchronized void forgive(Rule... rules) {
        forgiven.addAll(List.of(rules));
    }

    /** Notes what another check found. */
    synchronized void add(Violation violation, String evidence) {
        if (!forgiven.contains(violation.rule())) {
            violations.putIfAbsent(violation, evidence);
        }
    }

    private void remember(URI request, String text) {
        recent.addLast(clock.instant() + " " + request + "\n" + text);
        if (recent.size() > KEPT_PLAYLISTS) {
            recent.removeFirst();
        }
    }

    /** How many media playlists were held to the rules. */
    public int playlists() {
        return history.versions();
    }

    /** How many of them were delta updates. */
    public synchronized int updates() {
        return updates;
    }

    /** The media playlist with the latest end so far. */
    public synchronized Optional<MediaPlaylist> newest() {
        return Optional.ofNullable(newest);
    }

    /** Every part that was ever listed, in the order of its first listing. */
    public synchronized List<ListedPart> parts() {
        return List.copyOf(parts.values());
    }

    public synchronized List<Violation> violations() {
        return List.copyOf(violations.keySet());
    }

    /**
     * Fails when any answer broke a rule.
     *
     * @throws AssertionError with paragraph, finding and playlist of the first few
     */
    public synchronized void requireClean() {
        if (violations.isEmpty()) {
            return;
        }
        var message = new ArrayList<String>();
        message.add(violations.size() + " violations in " + history.versions() + " playlists");
        violations.entrySet().stream()
                .limit(5)
                .forEach(entry -> message.add(entry.getKey() + "\n" + entry.getValue()));
        throw new AssertionError(String.join("\n\n", message));
    }

    /**
     * Writes the last playlists and all violations into a directory, for whoever looks for the
     * cause of a failure.
     */
    public synchronized void dump(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("playlists.txt"), String.join("\n----\n", recent));
            var lines = new ArrayList<String>();
            violations.forEach(
                    (violation, evidence) -> lines.add(violation + "\n" + evidence + "\n----"));
            Files.write(directory.resolve("violations.txt"), lines);
            Files.write(
                    directory.resolve("parts.txt"),
                    parts.values().stream().map(ListedPart::toString).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
