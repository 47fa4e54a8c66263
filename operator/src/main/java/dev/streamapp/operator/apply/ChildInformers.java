package dev.streamapp.operator.apply;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.Settings;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.port.Ports;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows everything with our label. A change of a child or pod is an event of the stream that its
 * label names: so a retained volume, which has no owner, counts too.
 */
public record ChildInformers(
        InformerEventSource<PersistentVolumeClaim, LiveStream> claims,
        InformerEventSource<Service, LiveStream> services,
        InformerEventSource<Deployment, LiveStream> deployments,
        InformerEventSource<NetworkPolicy, LiveStream> networkPolicies,
        InformerEventSource<PodDisruptionBudget, LiveStream> disruptionBudgets,
        InformerEventSource<Pod, LiveStream> pods) {

    /** One informer per kind. */
    public static ChildInformers of(
            EventSourceContext<LiveStream> context, Settings settings, Ports ports) {
        return new ChildInformers(
                new InformerEventSource<>(configuration(PersistentVolumeClaim.class), context),
                new IngestServiceInformer(configuration(Service.class), context, settings, ports),
                new InformerEventSource<>(configuration(Deployment.class), context),
                new InformerEventSource<>(configuration(NetworkPolicy.class), context),
                new InformerEventSource<>(configuration(PodDisruptionBudget.class), context),
                new InformerEventSource<>(configuration(Pod.class), context));
    }

    /** All of them. */
    public List<EventSource<?, LiveStream>> all() {
        return List.of(claims, services, deployments, networkPolicies, disruptionBudgets, pods);
    }

    private static <R extends HasMetadata> InformerEventSourceConfiguration<R> configuration(
            Class<R> kind) {
        return configuration(InformerEventSourceConfiguration.from(kind, LiveStream.class));
    }

    /** How children of any kind are followed. */
    static <R extends HasMetadata> InformerEventSourceConfiguration<R> configuration(
            InformerEventSourceConfiguration.Builder<R> kind) {
        return kind.withLabelSelector(Names.MANAGED)
                .withNamespacesInheritedFromController()
                .withItemStore(new LeanStore<>())
                .withInformerListLimit(LeanStore.PAGE)
                .withSecondaryToPrimaryMapper(ChildInformers::stream)
                .build();
    }

    private static Set<ResourceID> stream(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .map(labels -> labels.get(Names.STREAM_LABEL))
                .map(name -> Set.of(new ResourceID(name, object.getMetadata().getNamespace())))
                .orElse(Set.of());
    }
}
