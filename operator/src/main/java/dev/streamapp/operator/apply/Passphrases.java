package dev.streamapp.operator.apply;

import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.IngestSecret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.security.SecureRandom;

/**
 * Makes passphrases and stream keys. The operator may create Secrets and nothing else, so it cannot
 * look whether one is there: it tries to create it, and the answer "there already" is as good.
 */
final class Passphrases {

    private static final int LENGTH = 32;
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** Also answered with 409 but something else: a quota that could not be counted just now. */
    private static final String THERE_ALREADY = "AlreadyExists";

    private final KubernetesClient client;
    private final SecureRandom random = new SecureRandom();

    Passphrases(KubernetesClient client) {
        this.client = client;
    }

    /** Creates the Secret if the stream needs one and has none; true if it was created now. */
    boolean ensure(Blueprint blueprint) {
        if (!IngestSecret.wanted(blueprint)) {
            return false;
        }
        try {
            client.resource(IngestSecret.build(blueprint, passphrase())).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getStatus() != null && THERE_ALREADY.equals(e.getStatus().getReason())) {
                return false;
            }
            throw e;
        }
    }

    private String passphrase() {
        return random.ints(LENGTH, 0, ALPHABET.length())
                .map(ALPHABET::charAt)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
