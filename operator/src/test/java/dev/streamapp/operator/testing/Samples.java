package dev.streamapp.operator.testing;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.operator.Settings;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Streams and settings to try things on. */
public final class Samples {

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "OPERATOR_NAMESPACE", "streamapp",
                    "PACKAGER_IMAGE", "example.org/packager:1",
                    "PUBLISHER_IMAGE", "example.org/publisher:1");

    private Samples() {}

    /** Stream {@code studio/cam} with this spec. */
    public static LiveStream stream(String spec) {
        return Serialization.unmarshal(
                """
                apiVersion: streamapp.dev/v1alpha1
                kind: LiveStream
                metadata:
                  name: cam
                  namespace: studio
                  uid: 5f1c9ad6-4d5e-4d38-9d5a-0c8f2f1f0001
                  generation: 3
                spec: %s
                """
                        .formatted(spec),
                LiveStream.class);
    }

    public static Settings settings() {
        return settings(Map.of());
    }

    /** Settings with these variables on top. */
    public static Settings settings(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.putAll(more);
        return Settings.from(environment);
    }

    /** A status with conditions written {@code Type=Status=Reason}. */
    public static LiveStreamStatus status(Phase phase, String... conditions) {
        return status(
                phase,
                List.of(conditions).stream()
                        .map(text -> text.split("="))
                        .map(part ->
                                new Condition(
                                        part[0],
                                        Condition.Status.valueOf(part[1]),
                                        part[2],
                                        "about " + part[2],
                                        "T"))
                        .toList());
    }

    /** A status with these conditions. */
    public static LiveStreamStatus status(Phase phase, List<Condition> conditions) {
        return new LiveStreamStatus(
                phase, 1L, conditions, null, null, null, null, null, null, null);
    }
}
