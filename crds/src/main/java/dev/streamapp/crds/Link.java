package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How good the way from the publisher is; the figures are metrics of the packager. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Link(
        @JsonPropertyDescription(
                        "Good, or Poor: within 30 s, three packets or more came too late to be"
                                + " shown, or 5 % were lost at first. Good again when no packet was"
                                + " late and less than 2.5 % were lost for a minute; for longer, 20"
                                + " minutes at most, where it falls back again and again.")
                @Nullable Quality quality,
        @JsonPropertyDescription(
                        "Why it is poor, the worse of two: PacketsDropped (they came too late, the"
                                + " picture has holes) or PacketsLost (they had to be sent again)."
                                + " Absent where it is good.")
                @Nullable String reason,
        @JsonPropertyDescription("What to do about it. Absent where it is good.")
                @Nullable String message) {

    /** In one word. */
    public enum Quality {
        Good,
        Poor
    }
}
