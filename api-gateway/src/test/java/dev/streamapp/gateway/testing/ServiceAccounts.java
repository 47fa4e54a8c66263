package dev.streamapp.gateway.testing;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** ServiceAccounts of the API server that the tests of a run share. */
public final class ServiceAccounts {

    private ServiceAccounts() {}

    /** Makes an account, unless it is there already, and a token of it. */
    public static String token(KubernetesClient cluster, String namespace, String name) {
        cluster.resource(
                        new ServiceAccountBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .withNamespace(namespace)
                                .endMetadata()
                                .build())
                .serverSideApply();
        return cluster.serviceAccounts()
                .inNamespace(namespace)
                .withName(name)
                .tokenRequest(
                        new TokenRequestBuilder()
                                .withNewSpec()
                                .withExpirationSeconds(600L)
                                .endSpec()
                                .build())
                .getStatus()
                .getToken();
    }
}
