package dev.streamapp.operator.children;

import static dev.streamapp.operator.children.PackagerEnvironment.variable;

import dev.streamapp.crds.TestPattern;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What the publisher of a test pattern is told. */
final class PublisherEnvironment {

    static List<EnvVar> of(Blueprint blueprint) {
        TestPattern pattern =
                Optional.ofNullable(blueprint.spec().ingest().testPattern()).orElseThrow();
        return List.of(
                variable(
                        "PUBLISH_URL",
                        "srt://127.0.0.1:%d?mode=caller&latency=200000"
                                .formatted(IngestProtocol.SRT.podPort())),
                variable("SIZE", pattern.size()),
                variable("FRAME_RATE", pattern.frameRate().toString()),
                variable("KEYFRAME_INTERVAL", seconds(pattern.keyFrameInterval())),
                variable("AUDIO", pattern.audio().toString()));
    }

    /** {@code 1500ms} as {@code 1.5}. */
    private static String seconds(String duration) {
        return BigDecimal.valueOf(Durations.parse(duration).toMillis(), 3)
                .stripTrailingZeros()
                .toPlainString();
    }

    private PublisherEnvironment() {}
}
