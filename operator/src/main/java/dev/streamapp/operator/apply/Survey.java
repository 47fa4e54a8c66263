package dev.streamapp.operator.apply;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.observe.PodState;
import dev.streamapp.operator.packager.Heard;
import dev.streamapp.operator.packager.Packagers;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.util.Optional;

/** Gathers what is there of a stream: from the informers, and from its packager. */
public final class Survey {

    private final ChildInformers informers;
    private final Packagers packagers;
    private final NodeAddresses nodes;
    private final GatewayApi gatewayApi;

    public Survey(
            ChildInformers informers,
            GatewayApi gatewayApi,
            Packagers packagers,
            KubernetesClient client,
            Clock clock) {
        this.informers = informers;
        this.gatewayApi = gatewayApi;
        this.packagers = packagers;
        this.nodes = new NodeAddresses(client, clock);
    }

    /** All of it. */
    public Evidence of(LiveStream stream) {
        Optional<Pod> pod = pod(stream);
        String address =
                pod.filter(PodState::packagerRuns)
                        .map(Pod::getStatus)
                        .map(PodStatus::getPodIP)
                        .orElse(null);
        Heard heard = packagers.follow(ResourceID.fromResource(stream), address);
        return new Evidence(
                stream.getSpec().suspend(),
                find(informers.deployments(), stream, Names.deployment(stream)),
                pod,
                pod.flatMap(this::nodeAddress),
                find(informers.claims(), stream, Names.claim(stream)),
                find(informers.services(), stream, Names.ingestService(stream)),
                gatewayApi.gateway(),
                gatewayApi.route(stream),
                heard);
    }

    private Optional<String> nodeAddress(Pod pod) {
        return Optional.ofNullable(pod.getSpec().getNodeName())
                .flatMap(nodes::external)
                .or(() -> Optional.ofNullable(pod.getStatus()).map(PodStatus::getHostIP));
    }

    private Optional<Pod> pod(LiveStream stream) {
        return PodState.current(informers.pods().getSecondaryResources(stream).stream());
    }

    /** A child of the stream, as its informer has it. */
    static <R extends HasMetadata> Optional<R> find(
            InformerEventSource<R, LiveStream> informer, LiveStream stream, String name) {
        return informer.get(new ResourceID(name, stream.getMetadata().getNamespace()))
                .filter(object -> Names.belongs(object, stream));
    }
}
