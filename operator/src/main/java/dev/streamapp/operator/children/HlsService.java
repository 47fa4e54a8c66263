package dev.streamapp.operator.children;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** Where playlists, segments and parts are fetched from, inside the cluster. */
public final class HlsService {

    /** The Service. */
    public static Service build(Blueprint blueprint) {
        return new ServiceBuilder()
                .withMetadata(
                        ChildMetadata.owned(
                                blueprint.stream(), Names.hlsService(blueprint.stream())))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(Names.selector(blueprint.stream()))
                // off air the packager answers 503 with Retry-After; without it nobody would
                .withPublishNotReadyAddresses(true)
                .addNewPort()
                .withName("media")
                .withProtocol("TCP")
                .withPort(PackagerDeployment.MEDIA_PORT)
                .withNewTargetPort("media")
                .endPort()
                .addNewPort()
                .withName("control")
                .withProtocol("TCP")
                .withPort(PackagerDeployment.CONTROL_PORT)
                .withNewTargetPort("control")
                .endPort()
                .endSpec()
                .build();
    }

    private HlsService() {}
}
