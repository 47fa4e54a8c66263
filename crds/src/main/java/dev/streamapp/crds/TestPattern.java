package dev.streamapp.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A picture made inside the pod. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "self.size.matches('^[0-9]{3,4}x[0-9]{3,4}$')"
                        + " && self.size.split('x').all(side, int(side) % 2 == 0)"
                        + " && int(self.size.split('x')[0]) <= 1920"
                        + " && int(self.size.split('x')[1]) <= 1080",
        message =
                "testPattern.size must be WIDTHxHEIGHT in even pixels from 100x100 to 1920x1080,"
                        + " such as 1280x720")
@ValidationRule(
        value = "self.frameRate >= 1 && self.frameRate <= 60",
        message = "testPattern.frameRate must be 1 to 60 frames a second")
@ValidationRule(
        value = Rules.KEY_FRAME_INTERVAL,
        message = "testPattern.keyFrameInterval must be a duration from 200ms to 10s, such as 1s")
public record TestPattern(
        @JsonPropertyDescription(
                        "Width and height in pixels, even numbers, at most 1920x1080. Default:"
                                + " 1280x720.")
                @Default(TestPattern.DEFAULT_SIZE)
                @Size(max = 9)
                String size,
        @JsonPropertyDescription("Frames a second, 1 to 60. Default: 25.") @Default("25")
                Integer frameRate,
        @JsonPropertyDescription(
                        "Time between key frames: a duration from 200ms to 10s. Default: 1s.")
                @Default(TestPattern.DEFAULT_KEY_FRAME_INTERVAL)
                @Size(max = Rules.DURATION_LENGTH)
                String keyFrameInterval,
        @JsonPropertyDescription("Whether there is a tone beside the picture. Default: true.")
                @Default("true")
                Boolean audio) {

    static final String DEFAULT_SIZE = "1280x720";
    static final String DEFAULT_KEY_FRAME_INTERVAL = "1s";

    /** Puts the schema's defaults where a manifest says nothing. */
    public TestPattern {
        size = Defaults.or(size, DEFAULT_SIZE);
        frameRate = Defaults.or(frameRate, 25);
        keyFrameInterval = Defaults.or(keyFrameInterval, DEFAULT_KEY_FRAME_INTERVAL);
        audio = Defaults.or(audio, true);
    }
}
