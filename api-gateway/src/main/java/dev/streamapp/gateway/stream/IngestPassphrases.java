package dev.streamapp.gateway.stream;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.SecretKeyRef;
import dev.streamapp.crds.SrtIngest;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads passphrases that the operator made. A Secret that a LiveStream merely names may be
 * anybody's: whoever may write LiveStreams could have it read out by us. So only the Secret of the
 * operator's name is looked at, and only what the stream owns by its uid is told.
 */
final class IngestPassphrases {

    private static final String KEY = "passphrase";

    private final KubernetesClient cluster;
    private final String namespace;

    IngestPassphrases(KubernetesClient cluster, String namespace) {
        this.cluster = cluster;
        this.namespace = namespace;
    }

    /** Where the operator puts the passphrase that it makes for a stream. */
    static SecretKeyRef of(String streamId) {
        return new SecretKeyRef(streamId + "-ingest", KEY);
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

    /** Whether the system makes the passphrase of this stream. */
    static boolean isMade(SrtIngest srt) {
        return srt.encrypted() && srt.passphraseSecretRef() == null;
    }

    Found read(LiveStream stream) {
        String name = of(stream.getMetadata().getName()).name();
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
                .map(data -> data.get(KEY))
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
