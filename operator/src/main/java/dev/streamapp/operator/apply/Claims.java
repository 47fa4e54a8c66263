package dev.streamapp.operator.apply;

import dev.streamapp.crds.LiveStream;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which namespaces belong to another operator. An installation for chosen namespaces leaves a Lease
 * in each of them that names it as the holder; whoever else watches the namespace keeps away from
 * it, an operator for all namespaces in particular. A namespace without such a Lease is served by
 * whoever watches it.
 */
public final class Claims {

    private static final String NAME = "streamapp-operator";
    private static final String LABEL = "streamapp.dev/claim=true";

    private final String operator;
    private final InformerEventSource<Lease, LiveStream> leases;

    private Claims(String operator, InformerEventSource<Lease, LiveStream> leases) {
        this.operator = operator;
        this.leases = leases;
    }

    /**
     * Follows the claims; one that comes or goes is an event of all streams in its namespace.
     *
     * @param operator the installation asking
     */
    public static Claims of(EventSourceContext<LiveStream> context, String operator) {
        return new Claims(
                operator,
                new InformerEventSource<>(
                        InformerEventSourceConfiguration.from(Lease.class, LiveStream.class)
                                .withLabelSelector(LABEL)
                                .withNamespacesInheritedFromController()
                                .withSecondaryToPrimaryMapper(lease -> streams(context, lease))
                                .build(),
                        context));
    }

    /** What tells of them. */
    public InformerEventSource<Lease, LiveStream> source() {
        return leases;
    }

    /** Who else serves this namespace. */
    public Optional<String> otherHolder(String namespace) {
        return leases.get(new ResourceID(NAME, namespace))
                .map(lease -> lease.getSpec().getHolderIdentity())
                .filter(holder -> !holder.equals(operator));
    }

    private static Set<ResourceID> streams(EventSourceContext<LiveStream> context, Lease lease) {
        return context.getPrimaryCache()
                .list(lease.getMetadata().getNamespace(), _ -> true)
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }
}
