package dev.streamapp.gateway.stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.streamapp.crds.Condition;
import dev.streamapp.crds.Link;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.Media;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream as the API shows it to admins. What is inside media, link and conditions has the names
 * of the LiveStream's status.
 *
 * @param message what it does or lacks, in a sentence for people
 * @param ingestUrl where to publish to, without the passphrase
 * @param hlsUrl the playlist's public address, without a token
 * @param viewers who watch now
 */
public record StreamView(
        @JsonProperty("stream_id") String streamId,
        @Nullable String title,
        StreamStatus status,
        @JsonProperty("is_live") boolean isLive,
        boolean suspended,
        @Nullable String message,
        @JsonProperty("ingest_url") @Nullable String ingestUrl,
        @JsonProperty("hls_url") String hlsUrl,
        @Nullable Integer port,
        @JsonProperty("start_time") @Nullable String startTime,
        @JsonProperty("created_at") @Nullable String createdAt,
        @Nullable Media media,
        @Nullable Link link,
        List<Condition> conditions,
        int viewers) {

    static StreamView of(LiveStream stream, String hlsUrl, int viewers) {
        LiveStreamStatus seen = statusOf(stream);
        StreamStatus status = StreamStatus.of(seen.phase());
        return new StreamView(
                stream.getMetadata().getName(),
                stream.getSpec().title(),
                status,
                status == StreamStatus.RUNNING,
                stream.getSpec().suspend(),
                message(seen),
                seen.ingestUrl(),
                hlsUrl,
                seen.port(),
                seen.startTime(),
                stream.getMetadata().getCreationTimestamp(),
                seen.media(),
                seen.link(),
                seen.conditions(),
                viewers);
    }

    /** Whether the way from the publisher needs somebody's attention. */
    public boolean hasPoorLink() {
        return link != null && link.quality() == Link.Quality.Poor;
    }

    /** The observed status; an unknown one where nobody has looked yet. */
    static LiveStreamStatus statusOf(LiveStream stream) {
        return Optional.ofNullable(stream.getStatus()).orElseGet(LiveStreamStatus::unknown);
    }

    /** A stream that is not ready says why; one that is says whether somebody publishes. */
    private static @Nullable String message(LiveStreamStatus status) {
        Optional<Condition> ready = status.condition("Ready");
        return ready.filter(condition -> condition.status() != Condition.Status.True)
                .or(() -> status.condition("Ingesting"))
                .or(() -> ready)
                .map(Condition::message)
                .orElse(null);
    }
}
