package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Exactly one source of the picture. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "[has(self.srt), has(self.rtmp), has(self.rtsp), has(self.testPattern)]"
                        + ".exists_one(given, given)",
        message =
                "ingest needs exactly one of srt, rtmp, rtsp and testPattern; for a camera or OBS"
                        + " write \"srt: {}\"")
public record Ingest(
        @JsonPropertyDescription(
                        "A publisher (OBS, a camera, ffmpeg) connects over SRT, or the stream calls a"
                                + " source over SRT. \"srt: {}\" is enough: port and passphrase are"
                                + " then made by the system.")
                @Nullable SrtIngest srt,
        @JsonPropertyDescription(
                        "A publisher (OBS, an encoder) connects over RTMP. \"rtmp: {}\" is enough:"
                                + " port and stream key are then made by the system. RTMP is not"
                                + " encrypted, the stream key neither.")
                @Nullable RtmpIngest rtmp,
        @JsonPropertyDescription("An IP camera is pulled over RTSP.") @Nullable RtspIngest rtsp,
        @JsonPropertyDescription(
                        "A moving test picture with a clock and a tone, made inside the pod; no"
                                + " publisher and no port are needed.")
                @Nullable TestPattern testPattern) {

    /** Whether publishers connect to the stream: only then there is a port. */
    public boolean listens() {
        return rtmp != null || (srt != null && srt.listens());
    }

    /** Whether the stream connects to a source. */
    public boolean pulls() {
        return rtsp != null || (srt != null && !srt.listens());
    }

    /** The port that the manifest names for publishers, if it does. */
    public @Nullable Integer pinnedPort() {
        if (rtmp != null) {
            return rtmp.port();
        }
        return srt == null ? null : srt.port();
    }
}
