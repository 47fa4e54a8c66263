package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crdv2.generator.v1.SchemaCustomizer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is observed; written by the operator alone. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@SchemaCustomizer(StatusFormats.class)
public record LiveStreamStatus(
        @JsonPropertyDescription(
                        "Starting: no publisher yet, or away for longer than reconnectWindow."
                                + " Running: on air, or away for less. Stopped: suspended. Error:"
                                + " cannot work; the condition Ready says why.")
                @Nullable Phase phase,
        @JsonPropertyDescription("metadata.generation of the spec this status speaks of.")
                @Nullable Long observedGeneration,
        @JsonPropertyDescription(
                        "Ready: listens and can be published to (also true while suspended)."
                                + " Ingesting: a publisher sends. StorageReady: the volume is"
                                + " usable. Present only while they are True:"
                                + " KeyframeIntervalTooLong: the publisher's key frames are too far"
                                + " apart. UpdatePending: a change of the pod waits until nobody"
                                + " publishes. Paused: the children are left as they are."
                                + " RecordingShortened: the volume was full and the oldest"
                                + " recordings were deleted before their time.")
                List<Condition> conditions,
        @JsonPropertyDescription(
                        "Where to publish to, without the passphrase or stream key; latency in"
                                + " microseconds, as OBS and ffmpeg read it. Absent while unknown,"
                                + " for a test pattern and for sources that are pulled.")
                @Nullable String ingestUrl,
        @JsonPropertyDescription("The playlist, reachable inside the cluster.")
                @Nullable String hlsUrl,
        @JsonPropertyDescription("The port publishers send to: UDP for SRT, TCP for RTMP.")
                @Nullable Integer port,
        @JsonPropertyDescription(
                        "Start of the present time on air (RFC 3339); a publisher that returns"
                                + " within reconnectWindow does not move it. Absent off air.")
                @Nullable String startTime,
        @JsonPropertyDescription("What the publisher sends. Absent off air.") @Nullable Media media,
        @JsonPropertyDescription(
                        "How good the way from the publisher is. Absent off air, and where the"
                                + " publisher does not send over SRT.")
                @Nullable Link link,
        @JsonPropertyDescription(
                        "The newest recordings, at most 10, oldest first; absent where there are"
                                + " none.")
                @Nullable List<StoredRecording> recordings) {

    /** The life of a stream in one word. */
    public enum Phase {
        Starting,
        Running,
        Stopped,
        Error
    }

    /** Absent conditions are an empty list. */
    public LiveStreamStatus {
        conditions = List.copyOf(Defaults.or(conditions, List.of()));
        recordings = recordings == null || recordings.isEmpty() ? null : List.copyOf(recordings);
    }

    /** The condition of a type. */
    public Optional<Condition> condition(String type) {
        return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
    }

    /** A stream nobody has looked at yet. */
    public static LiveStreamStatus unknown() {
        return new LiveStreamStatus(
                null, null, List.of(), null, null, null, null, null, null, null);
    }
}
