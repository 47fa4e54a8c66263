package dev.streamapp.gateway.replay;

import dev.streamapp.gateway.order.Orders;
import dev.streamapp.gateway.order.Showing;
import dev.streamapp.gateway.playback.PlaybackUrls;
import dev.streamapp.gateway.playback.StreamTokens;
import dev.streamapp.gateway.playback.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What can be replayed by whom. A recording shows whatever its stream showed; of an order it is
 * what lies between the borders of the order's assignments. The edge and the packager hold whoever
 * plays it to these borders.
 */
@Component
public class Replays {

    private static final String PLAYLIST = "playlist.m3u8";
    private static final String MOVIE = "recording.mp4";

    private final Recordings recordings;
    private final Orders orders;
    private final StreamTokens tokens;
    private final PlaybackUrls urls;

    Replays(Recordings recordings, Orders orders, StreamTokens tokens, PlaybackUrls urls) {
        this.recordings = recordings;
        this.orders = orders;
        this.tokens = tokens;
        this.urls = urls;
    }

    /**
     * What there is.
     *
     * @param replays the newest first
     * @param complete false where a stream does not answer whose recordings would belong here
     */
    public record Found(List<Replay> replays, boolean complete) {}

    /** All recordings of a stream. */
    Found ofStream(String streamId, Viewer viewer, Instant expiry) {
        Optional<List<Recording>> known = recordings.of(streamId);
        String token = tokens.sign(streamId, viewer, expiry);
        List<Replay> replays =
                known.orElse(List.of()).stream()
                        .map(recording ->
                                replay(
                                        streamId,
                                        "",
                                        recording,
                                        recording.start(),
                                        // the last millisecond is cut off in what is listed
                                        recording.end().plusMillis(1),
                                        viewer,
                                        token))
                        .toList();
        return new Found(replays.reversed(), known.isPresent());
    }

    /** What was recorded of an order. */
    public Found ofOrder(UUID orderId, Viewer viewer, Instant expiry) {
        Map<String, Optional<List<Recording>>> known = new HashMap<>();
        List<Replay> replays = new ArrayList<>();
        for (Showing showing : orders.showings(orderId)) {
            String streamId = showing.streamId();
            String token = tokens.sign(streamId, viewer, expiry);
            known.computeIfAbsent(streamId, recordings::of)
                    .orElse(List.of())
                    .forEach(recording ->
                            part(showing, recording, viewer, token).ifPresent(replays::add));
        }
        replays.sort(Comparator.comparing(Replay::start).reversed());
        return new Found(replays, known.values().stream().allMatch(Optional::isPresent));
    }

    private Optional<Replay> part(
            Showing showing, Recording recording, Viewer viewer, String token) {
        Instant start = later(showing.from(), recording.start());
        Instant recorded = recording.end().plusMillis(1);
        Instant end =
                showing.until() == null || recorded.isBefore(showing.until())
                        ? recorded
                        : showing.until();
        if (!start.isBefore(end)) {
            return Optional.empty();
        }
        return Optional.of(
                replay(showing.streamId(), showing.label(), recording, start, end, viewer, token));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Replay replay(
            String streamId,
            String label,
            Recording recording,
            Instant start,
            Instant end,
            Viewer viewer,
            String token) {
        String cut = start.toEpochMilli() + "-" + end.toEpochMilli();
        boolean whole = start.equals(recording.start()) && end.isAfter(recording.end());
        long longest = Math.min(recording.seconds(), Duration.between(start, end).toSeconds());
        return new Replay(
                recording.id(),
                streamId,
                label,
                start,
                end,
                longest,
                whole ? recording.bytes() : null,
                recording.ongoing() && end.isAfter(recording.end()),
                urls.replay(streamId, token, recording.id(), cut, PLAYLIST),
                viewer instanceof Viewer.Admin
                        ? urls.replay(streamId, token, recording.id(), cut, MOVIE)
                        : null);
    }
}
