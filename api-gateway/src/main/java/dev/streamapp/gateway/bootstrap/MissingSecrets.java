package dev.streamapp.gateway.bootstrap;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Creates Secrets in one namespace. It may create them and nothing else, so it cannot look whether
 * one is there: it tries, and the answer "there already" is as good.
 */
final class MissingSecrets {

    private final KubernetesClient cluster;
    private final String namespace;
    private final RandomGenerator random;
    private final Path certificate;

    /**
     * @param random a source of secrets
     * @param certificate folder with a certificate made for this installation
     */
    MissingSecrets(
            KubernetesClient cluster, String namespace, RandomGenerator random, Path certificate) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.random = random;
        this.certificate = certificate;
    }

    /** Creates the Secret unless it exists; true if it was created now. */
    boolean ensure(Purpose purpose, String name) {
        try {
            cluster.resource(secret(purpose, name)).create();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    private Secret secret(Purpose purpose, String name) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(Map.of("app.kubernetes.io/part-of", "streamapp"))
                .withAnnotations(
                        Map.of(
                                "streamapp.dev/made-by",
                                "the installation, once; no upgrade and no uninstall touches it"))
                .endMetadata()
                .withType(purpose.type())
                .withStringData(purpose.data(random, certificate))
                .build();
    }
}
