package dev.streamapp.operator.children;

import dev.streamapp.crds.LiveStreamSpec;
import dev.streamapp.crds.SrtIngest;
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
        environment.add(variable("INGEST_KIND", "srt"));
        environment.addAll(ingest(blueprint));
        environment.add(variable("SRT_PORT", String.valueOf(PackagerDeployment.SRT_PORT)));
        environment.add(duration("HLS_SEGMENT_DURATION", spec.hls().segmentDuration()));
        environment.add(duration("HLS_PART_DURATION", spec.hls().partDuration()));
        environment.add(variable("HLS_WINDOW", spec.hls().window().toString()));
        environment.add(duration("RECONNECT_WINDOW", spec.reconnectWindow()));
        return environment;
    }

    private static List<EnvVar> ingest(Blueprint blueprint) {
        SrtIngest srt = blueprint.spec().ingest().srt();
        if (srt == null) {
            // the test pattern comes from within the pod; nobody else shall reach it
            return List.of(variable("SRT_ADDRESS", "127.0.0.1"));
        }
        List<EnvVar> environment = new ArrayList<>();
        environment.add(duration("SRT_LATENCY", srt.latency()));
        PassphraseSecret.reference(blueprint)
                .ifPresent(secret -> {
                    environment.add(
                            variable(
                                    "SRT_KEY_LENGTH",
                                    String.valueOf(srt.encryption().keyLength())));
                    environment.add(
                            new EnvVarBuilder()
                                    .withName("SRT_PASSPHRASE")
                                    .withNewValueFrom()
                                    .withNewSecretKeyRef()
                                    .withName(secret.name())
                                    .withKey(secret.key())
                                    .endSecretKeyRef()
                                    .endValueFrom()
                                    .build());
                });
        return environment;
    }

    private static EnvVar duration(String name, String text) {
        return variable(name, Durations.parse(text).toMillis() + "ms");
    }

    static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private PackagerEnvironment() {}
}
