package dev.streamapp.operator.children;

import dev.streamapp.crds.Ingest;
import dev.streamapp.crds.SecretKeyRef;
import dev.streamapp.crds.SrtIngest;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The passphrase or stream key of a stream that brings none of its own. Only ever created, never
 * read.
 */
public final class IngestSecret {

    static final String PASSPHRASE = "passphrase";
    static final String STREAM_KEY = "streamKey";

    /** Whether the stream needs one made for it: the other side's words cannot be made here. */
    public static boolean wanted(Blueprint blueprint) {
        Ingest ingest = blueprint.spec().ingest();
        SrtIngest srt = ingest.srt();
        return ingest.rtmp() != null
                ? ingest.rtmp().streamKeySecretRef() == null
                : srt != null
                        && srt.listens()
                        && srt.encrypted()
                        && srt.passphraseSecretRef() == null;
    }

    /** The Secret holding {@code word}. */
    public static Secret build(Blueprint blueprint, String word) {
        SecretKeyRef made = made(blueprint);
        return new SecretBuilder()
                .withMetadata(ChildMetadata.owned(blueprint.stream(), made.name()))
                .withType("Opaque")
                .withStringData(Map.of(made.key(), word))
                .build();
    }

    /** Where the pod reads it from; none where publishers need none. */
    public static Optional<SecretKeyRef> reference(Blueprint blueprint) {
        if (wanted(blueprint)) {
            return Optional.of(made(blueprint));
        }
        Ingest ingest = blueprint.spec().ingest();
        if (ingest.rtmp() != null) {
            return Optional.ofNullable(ingest.rtmp().streamKeySecretRef())
                    .map(given -> new SecretKeyRef(given.name(), given.key()));
        }
        return Optional.ofNullable(ingest.srt())
                .filter(SrtIngest::encrypted)
                .map(SrtIngest::passphraseSecretRef);
    }

    /** Whether this Deployment was made to read it: then it was made before. */
    public static boolean isReadBy(Deployment deployment, Blueprint blueprint) {
        SecretKeyRef made = made(blueprint);
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getValueFrom)
                .filter(Objects::nonNull)
                .map(EnvVarSource::getSecretKeyRef)
                .filter(Objects::nonNull)
                .anyMatch(read ->
                        made.name().equals(read.getName()) && made.key().equals(read.getKey()));
    }

    /** A Secret can only be created: one made for SRT would lack the key for RTMP for ever. */
    private static SecretKeyRef made(Blueprint blueprint) {
        return blueprint.spec().ingest().rtmp() != null
                ? new SecretKeyRef(Names.streamKeySecret(blueprint.stream()), STREAM_KEY)
                : new SecretKeyRef(Names.passphraseSecret(blueprint.stream()), PASSPHRASE);
    }

    private IngestSecret() {}
}
