package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** HTTP Live Streaming (RFC 8216bis). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = Rules.SEGMENT,
        message = "hls.segmentDuration must be a duration from 1s to 10s, such as 2s")
@ValidationRule(
        value = Rules.PART,
        message = "hls.partDuration must be a duration from 100ms to 1s, such as 200ms")
@ValidationRule(
        value = Rules.PART_OF_SEGMENT,
        message =
                "hls.partDuration must be at most half of hls.segmentDuration: shorten the parts or"
                        + " lengthen the segments")
@ValidationRule(
        value = "self.window >= 3 && self.window <= 1000",
        message = "hls.window must be 3 to 1000 segments")
public record Hls(
        @JsonPropertyDescription(
                        "Target length of a segment: a duration from 1s to 10s. Segments begin with"
                                + " a key frame where the publisher sends them at least as often."
                                + " Default: 2s.")
                @Default(Hls.DEFAULT_SEGMENT_DURATION)
                @Size(max = Rules.DURATION_LENGTH)
                String segmentDuration,
        @JsonPropertyDescription(
                        "Target length of a part, the piece low-latency players fetch: a duration"
                                + " from 100ms to 1s, at most half a segment. Shorter parts mean"
                                + " less delay and more requests. Default: 200ms.")
                @Default(Hls.DEFAULT_PART_DURATION)
                @Size(max = Rules.DURATION_LENGTH)
                String partDuration,
        @JsonPropertyDescription(
                        "How many segments the playlist lists, 3 to 1000: viewers can go back so"
                                + " far. 900 of 2s are half an hour. They need room on the volume;"
                                + " where there is not enough, fewer are listed. Default: 8.")
                @Default("8")
                Integer window) {

    static final String DEFAULT_SEGMENT_DURATION = "2s";
    static final String DEFAULT_PART_DURATION = "200ms";
    static final int DEFAULT_WINDOW = 8;
    static final Hls DEFAULT =
            new Hls(DEFAULT_SEGMENT_DURATION, DEFAULT_PART_DURATION, DEFAULT_WINDOW);

    /** Puts the schema's defaults where a manifest says nothing. */
    public Hls {
        segmentDuration = Defaults.or(segmentDuration, DEFAULT_SEGMENT_DURATION);
        partDuration = Defaults.or(partDuration, DEFAULT_PART_DURATION);
        window = Defaults.or(window, DEFAULT_WINDOW);
    }
}
