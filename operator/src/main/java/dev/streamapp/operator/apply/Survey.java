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
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;

/** Gathers what is there of a stream: from the informers, and from its packager. */
public final class Survey {

    private final ChildInformers informers;
    private final Packagers packagers;

    public Survey(ChildInformers informers, Packagers packagers) {
        this.informers = informers;
        this.packagers = packagers;
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
                find(informers.claims(), stream, Names.claim(stream)),
                find(informers.services(), stream, Names.ingestService(stream)),
                heard);
    }

    private Optional<Pod> pod(LiveStream stream) {
        return PodState.current(informers.pods().getSecondaryResources(stream).stream());
    }

    private static <R extends HasMetadata> Optional<R> find(
            InformerEventSource<R, LiveStream> informer, LiveStream stream, String name) {
        return informer.get(new ResourceID(name, stream.getMetadata().getNamespace()))
                .filter(object -> Names.belongs(object, stream));
    }
}
