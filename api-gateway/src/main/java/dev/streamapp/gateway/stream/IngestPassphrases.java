package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.RtmpIngest;
import dev.streamapp.crds.SecretKeyRef;
import dev.streamapp.crds.SrtIngest;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads passphrases and stream keys that the operator made. A Secret that a LiveStream merely names
 * may be anybody's: whoever may write LiveStreams could have it read out by us. So only the Secret
 * of the operator's name is looked at, and only what the stream owns by its uid is told.
 */
final class IngestPassphrases {

    private final KubernetesClient cluster;
    private final String namespace;

    IngestPassphrases(KubernetesClient cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** Where the operator puts the passphrase or stream key that it makes for a stream. */
    static SecretKeyRef of(LiveStream stream) {
        String name = stream.getMetadata().getName();
        return stream.getSpec().ingest().rtmp() == null
                ? new SecretKeyRef(name + "-ingest", "passphrase")
                : new SecretKeyRef(name + "-stream-key", "streamKey");
    }

    /** What came of the reading. */
    sealed interface Found {

        /** The stream's own. */
        record Own(String passphrase) implements Found {

            @Override
            public String toString() {
                return "Own[…]";
            }
        }

        /** There is none, or none yet. */
        record Missing() implements Found {}

        /** Somebody else's Secret has the name. */
        record Foreign() implements Found {}
    }

    /** The Secret that the stream names; null where the system makes it, or none is needed. */
    static @Nullable SecretKeyRef given(LiveStream stream) {
        SrtIngest srt = stream.getSpec().ingest().srt();
        RtmpIngest rtmp = stream.getSpec().ingest().rtmp();
        if (rtmp != null) {
            return Optional.ofNullable(rtmp.streamKeySecretRef())
                    .map(own -> new SecretKeyRef(own.name(), own.key()))
                    .orElse(null);
        }
        return srt == null ? null : srt.passphraseSecretRef();
    }

    /** Whether publishers need a passphrase or stream key. */
    static boolean isNeeded(LiveStream stream) {
        SrtIngest srt = stream.getSpec().ingest().srt();
        return stream.getSpec().ingest().rtmp() != null || (srt != null && srt.encrypted());
    }

    Found read(LiveStream stream) {
        SecretKeyRef made = of(stream);
        String name = made.name();
        Optional<Secret> secret =
                ClusterProblems.asked(
                        () -> cluster.secrets().inNamespace(namespace).withName(name).get());
        if (secret.isEmpty()) {
            return new Found.Missing();
        }
        if (!isOwned(secret.get(), stream)) {
            return new Found.Foreign();
        }
        return Optional.ofNullable(secret.get().getData())
                .map(data -> data.get(made.key()))
                .<Found>map(data -> new Found.Own(decoded(data)))
                .orElseGet(Found.Missing::new);
    }

    private static boolean isOwned(Secret secret, LiveStream stream) {
        return secret.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> isOwner(owner, stream));
    }

    private static boolean isOwner(OwnerReference owner, LiveStream stream) {
        return owner.getUid().equals(stream.getMetadata().getUid())
                && owner.getKind().equals(stream.getKind())
                && owner.getApiVersion().equals(stream.getApiVersion());
    }

    private static String decoded(String data) {
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }
}
