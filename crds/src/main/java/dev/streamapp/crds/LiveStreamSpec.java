package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * What a user asks for. Durations are Kubernetes duration strings: {@code 200ms}, {@code 1m30s}.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Rules.RECONNECT_WINDOW,
        message = "reconnectWindow must be a duration from 5s to 1h, such as 60s or 1m30s")
@ValidationRule(
        value = Rules.RECORDING_FITS,
        message =
                "recording.maxSize must be at least 128Mi less than storage.size, which the live"
                        + " picture needs: raise storage.size or lower recording.maxSize")
@ValidationRule(
        value = Rules.ROUTED_BY_UDP,
        message =
                "exposure.type UDPRoute carries UDP, and rtmp comes over TCP: choose another"
                        + " exposure.type, or ingest srt")
public record LiveStreamSpec(
        @JsonPropertyDescription(
                        "A name for people, shown in user interfaces. At most 120 characters;"
                                + " default: none.")
                @Size(max = 120)
                @Nullable String title,
        @JsonPropertyDescription(
                        "true stops the stream: its pod goes, while its port, passphrase, address"
                                + " and stored video stay; false brings it back. With recording"
                                + " enabled a pod stays that serves the recordings. Default:"
                                + " false.")
                @Default("false")
                Boolean suspend,
        @JsonPropertyDescription(
                        "Where the picture comes from: exactly one of srt, rtmp, rtsp and"
                                + " testPattern.")
                @Required
                Ingest ingest,
        @JsonPropertyDescription(
                        "How the picture is cut for viewers (HTTP Live Streaming). Default: segments"
                                + " of 2s in parts of 200ms, 8 segments listed.")
                @Default("{}")
                Hls hls,
        @JsonPropertyDescription(
                        "How long a publisher may be away while the stream still counts as on air:"
                                + " a duration from 5s to 1h. Default: 60s.")
                @Default(LiveStreamSpec.DEFAULT_RECONNECT_WINDOW)
                @Size(max = Rules.DURATION_LENGTH)
                String reconnectWindow,
        @JsonPropertyDescription(
                        "The volume that holds the listed segments. Default: 1Gi of the cluster's"
                                + " default storage class, deleted with the stream.")
                @Default("{}")
                Storage storage,
        @JsonPropertyDescription(
                        "Whether what is on air is kept on the volume, to be replayed and"
                                + " downloaded. Default: it is not.")
                @Nullable Recording recording,
        @JsonPropertyDescription(
                        "How publishers reach the ingest port from outside the cluster. Default: as"
                                + " the administrator configured.")
                @Default("{}")
                Exposure exposure,
        @JsonPropertyDescription(
                        "CPU and memory of the stream's pod; a change restarts it. Default: as the"
                                + " administrator configured.")
                @Default("{}")
                Resources resources,
        @JsonPropertyDescription(
                        "Where the stream's pod runs; a change restarts it. Default: as the"
                                + " administrator configured.")
                @Default("{}")
                Scheduling scheduling) {

    static final String DEFAULT_RECONNECT_WINDOW = "60s";

    /** Whether what is on air is kept. */
    public boolean records() {
        return recording != null && recording.enabled();
    }

    /** Puts the schema's defaults where a manifest says nothing. */
    public LiveStreamSpec {
        suspend = Defaults.or(suspend, false);
        hls = Defaults.or(hls, Hls.DEFAULT);
        reconnectWindow = Defaults.or(reconnectWindow, DEFAULT_RECONNECT_WINDOW);
        storage = Defaults.or(storage, Storage.DEFAULT);
        exposure = Defaults.or(exposure, Exposure.DEFAULT);
        resources = Defaults.or(resources, Resources.DEFAULT);
        scheduling = Defaults.or(scheduling, Scheduling.DEFAULT);
    }
}
