package dev.streamapp.gateway.testing;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Namespaces of the API server that the tests of a run share. */
public final class Namespaces {

    private Namespaces() {}

    /** Makes a namespace; one that is there already is as good. */
    public static void make(KubernetesClient cluster, String name) {
        cluster.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(name)
                                .endMetadata()
                                .build())
                .serverSideApply();
    }
}
