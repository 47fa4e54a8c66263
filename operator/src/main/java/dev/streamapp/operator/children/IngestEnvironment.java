package dev.streamapp.operator.children;

import static dev.streamapp.operator.children.PackagerEnvironment.duration;
import static dev.streamapp.operator.children.PackagerEnvironment.variable;

import dev.streamapp.crds.Ingest;
import dev.streamapp.crds.RtspIngest;
import dev.streamapp.crds.SrtIngest;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the packager is told of where its stream comes from; secrets as references alone. */
final class IngestEnvironment {

    static List<EnvVar> of(Blueprint blueprint) {
        Ingest ingest = blueprint.spec().ingest();
        if (ingest.rtmp() != null) {
            return rtmp(blueprint);
        }
        if (ingest.rtsp() != null) {
            return rtsp(ingest.rtsp());
        }
        if (ingest.srt() != null) {
            return srt(blueprint, ingest.srt());
        }
        // the test pattern comes from within the pod; nobody else shall reach it
        return List.of(
                variable("INGEST_KIND", "srt"),
                variable("SRT_ADDRESS", "127.0.0.1"),
                variable("SRT_PORT", String.valueOf(IngestProtocol.SRT.podPort())));
    }

    private static List<EnvVar> srt(Blueprint blueprint, SrtIngest srt) {
        List<EnvVar> environment = new ArrayList<>();
        environment.add(variable("INGEST_KIND", srt.listens() ? "srt" : "srt-caller"));
        environment.add(duration("SRT_LATENCY", srt.latency()));
        IngestSecret.reference(blueprint)
                .ifPresent(secret -> {
                    environment.add(
                            variable(
                                    "SRT_KEY_LENGTH",
                                    String.valueOf(srt.encryption().keyLength())));
                    environment.add(secret("SRT_PASSPHRASE", secret.name(), secret.key()));
                });
        if (srt.listens()) {
            environment.add(variable("SRT_PORT", String.valueOf(IngestProtocol.SRT.podPort())));
        }
        Optional.ofNullable(srt.url()).ifPresent(url -> environment.add(variable("SRT_URL", url)));
        Optional.ofNullable(srt.streamId())
                .ifPresent(id -> environment.add(variable("SRT_STREAM_ID", literal(id))));
        return environment;
    }

    private static List<EnvVar> rtmp(Blueprint blueprint) {
        var key = IngestSecret.reference(blueprint).orElseThrow();
        return List.of(
                variable("INGEST_KIND", "rtmp"),
                secret("RTMP_STREAM_KEY", key.name(), key.key()),
                variable("RTMP_PORT", String.valueOf(IngestProtocol.RTMP.podPort())));
    }

    private static List<EnvVar> rtsp(RtspIngest rtsp) {
        List<EnvVar> environment = new ArrayList<>();
        environment.add(variable("INGEST_KIND", "rtsp"));
        environment.add(variable("RTSP_URL", literal(rtsp.url())));
        environment.add(variable("RTSP_TRANSPORT", rtsp.transport().name()));
        Optional.ofNullable(rtsp.credentialsSecretRef())
                .ifPresent(credentials -> {
                    environment.add(secret("RTSP_USERNAME", credentials.name(), "username"));
                    environment.add(secret("RTSP_PASSWORD", credentials.name(), "password"));
                });
        return environment;
    }

    /** Kubernetes would put other variables in the place of {@code $(NAME)}. */
    private static String literal(String value) {
        return value.replace("$", "$$");
    }

    private static EnvVar secret(String variable, String name, String key) {
        return new EnvVarBuilder()
                .withName(variable)
                .withNewValueFrom()
                .withNewSecretKeyRef()
                .withName(name)
                .withKey(key)
                .endSecretKeyRef()
                .endValueFrom()
                .build();
    }

    private IngestEnvironment() {}
}
