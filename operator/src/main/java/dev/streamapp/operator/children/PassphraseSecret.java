package dev.streamapp.operator.children;

import dev.streamapp.crds.SecretKeyRef;
import dev.streamapp.crds.SrtIngest;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.Map;
import java.util.Optional;

/** The passphrase of a stream that brings none of its own. Only ever created, never read. */
public final class PassphraseSecret {

    static final String KEY = "passphrase";

    /** Whether the stream needs one made for it. */
    public static boolean wanted(Blueprint blueprint) {
        SrtIngest srt = blueprint.spec().ingest().srt();
        return srt != null && srt.encrypted() && srt.passphraseSecretRef() == null;
    }

    /** The Secret holding {@code passphrase}. */
    public static Secret build(Blueprint blueprint, String passphrase) {
        return new SecretBuilder()
                .withMetadata(
                        ChildMetadata.owned(
                                blueprint.stream(), Names.passphraseSecret(blueprint.stream())))
                .withType("Opaque")
                .withStringData(Map.of(KEY, passphrase))
                .build();
    }

    /** Where the pod reads the passphrase from; none without encryption. */
    public static Optional<SecretKeyRef> reference(Blueprint blueprint) {
        SrtIngest srt = blueprint.spec().ingest().srt();
        if (srt == null || !srt.encrypted()) {
            return Optional.empty();
        }
        SecretKeyRef given = srt.passphraseSecretRef();
        return Optional.of(
                given == null
                        ? new SecretKeyRef(Names.passphraseSecret(blueprint.stream()), KEY)
                        : given);
    }

    private PassphraseSecret() {}
}
