package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** Facts about what a publisher sends; they change when something happens, not all the time. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Media(
        @JsonPropertyDescription("The video in a few words, such as \"1280x720 25 fps H.264\".")
                @Nullable String summary,
        @JsonPropertyDescription("Bits a second of video and audio, in steps of 25 %.")
                @Nullable Long bitrate,
        @JsonPropertyDescription("The video track.") @Nullable Video video,
        @JsonPropertyDescription("The audio track; absent where there is none.")
                @Nullable Audio audio) {

    /** The video track. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Video(
            @JsonPropertyDescription("Codec as in RFC 6381, such as avc1.64001f.")
                    @Nullable String codec,
            @JsonPropertyDescription("Name of the format, such as H.264.") @Nullable String format,
            @JsonPropertyDescription("Width in pixels.") @Nullable Integer width,
            @JsonPropertyDescription("Height in pixels.") @Nullable Integer height,
            @JsonPropertyDescription("Nominal frames a second.") @Nullable Double frameRate,
            @JsonPropertyDescription("Seconds between key frames.")
                    @Nullable Double keyFrameInterval) {}

    /** The audio track. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Audio(
            @JsonPropertyDescription("Codec as in RFC 6381, such as mp4a.40.2.")
                    @Nullable String codec,
            @JsonPropertyDescription("Name of the format, such as AAC.") @Nullable String format,
            @JsonPropertyDescription("Samples a second.") @Nullable Integer sampleRate,
            @JsonPropertyDescription("Number of channels.") @Nullable Integer channels) {}
}
