package dev.streamapp.operator.children;

import dev.streamapp.crds.LiveStreamSpec;
import dev.streamapp.crds.Recording;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What the packager is told; every duration in milliseconds, however it was written. */
final class PackagerEnvironment {

    private static final BigDecimal MEBIBYTE = BigDecimal.valueOf(1 << 20);

    static List<EnvVar> of(Blueprint blueprint) {
        LiveStreamSpec spec = blueprint.spec();
        List<EnvVar> environment = new ArrayList<>();
        environment.add(variable("STREAM_NAME", blueprint.name()));
        environment.add(variable("STREAM_NAMESPACE", blueprint.namespace()));
        environment.addAll(IngestEnvironment.of(blueprint));
        environment.add(duration("HLS_SEGMENT_DURATION", spec.hls().segmentDuration()));
        environment.add(duration("HLS_PART_DURATION", spec.hls().partDuration()));
        environment.add(variable("HLS_WINDOW", spec.hls().window().toString()));
        environment.add(duration("RECONNECT_WINDOW", spec.reconnectWindow()));
        environment.addAll(recording(spec));
        if (PackagerDeployment.replays(blueprint)) {
            environment.add(variable("REPLAY_ONLY", "true"));
        }
        if (!blueprint.settings().logFormat().equals("text")) {
            environment.add(variable("LOG_FORMAT", blueprint.settings().logFormat()));
        }
        return environment;
    }

    private static List<EnvVar> recording(LiveStreamSpec spec) {
        Recording recording = spec.recording();
        if (recording == null) {
            return List.of();
        }
        return List.of(
                variable("RECORDING", recording.enabled().toString()),
                duration("RECORDING_RETENTION", recording.retention()),
                variable("RECORDING_MAX_MEBIBYTES", maxMebibytes(spec, recording)));
    }

    /** What was asked for, else three quarters of the volume. */
    private static String maxMebibytes(LiveStreamSpec spec, Recording recording) {
        BigDecimal bytes =
                recording.maxSize() == null
                        ? Quantity.getAmountInBytes(new Quantity(spec.storage().size()))
                                .multiply(new BigDecimal("0.75"))
                        : Quantity.getAmountInBytes(new Quantity(recording.maxSize()));
        return bytes.divideToIntegralValue(MEBIBYTE).toBigInteger().toString();
    }

    static EnvVar duration(String name, String text) {
        return variable(name, Durations.parse(text).toMillis() + "ms");
    }

    static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private PackagerEnvironment() {}
}
