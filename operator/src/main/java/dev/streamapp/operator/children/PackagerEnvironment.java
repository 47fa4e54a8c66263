package dev.streamapp.operator.children;

import dev.streamapp.crds.LiveStreamSpec;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;

/** What the packager is told; every duration in milliseconds, however it was written. */
final class PackagerEnvironment {

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
        return environment;
    }

    static EnvVar duration(String name, String text) {
        return variable(name, Durations.parse(text).toMillis() + "ms");
    }

    static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private PackagerEnvironment() {}
}
