package dev.streamapp.operator.apply;

import dev.streamapp.crds.Exposure;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.Settings;
import dev.streamapp.operator.children.IngestRoute;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.children.SharedGateway;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelector;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.EventSourceRetriever;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the shared Gateway and the streams' UDPRoutes. Many clusters lack these kinds, and an
 * informer on a kind that does not exist fails: so they are followed only where the administrator
 * allows the exposure, and from the moment on that the cluster has them.
 */
public final class GatewayApi {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayApi.class);
    private static final String GATEWAYS = "gateway";
    private static final String ROUTES = "udproutes";

    /** Of UDPRoute, the best one first. */
    private static final List<String> VERSIONS = List.of("v1", "v1alpha2");

    /**
     * What is followed.
     *
     * @param version of UDPRoute
     */
    record Followed(
            String version,
            InformerEventSource<Gateway, LiveStream> gateways,
            InformerEventSource<GenericKubernetesResource, LiveStream> routes) {}

    private final Settings settings;
    private final KubernetesClient client;
    private boolean looked;
    private volatile @Nullable Followed followed;

    public GatewayApi(Settings settings, KubernetesClient client) {
        this.settings = settings;
        this.client = client;
    }

    /**
     * Begins to follow, if that is called for and possible by now: looks once for routes that are
     * there already, and then as often as a stream that wants one is looked at.
     */
    public void follow(EventSourceRetriever<LiveStream> sources, LiveStream stream) {
        SharedGateway gateway = settings.gateway();
        if (followed == null && gateway != null && isAllowed()) {
            look(sources, stream, gateway);
        }
    }

    private synchronized void look(
            EventSourceRetriever<LiveStream> sources, LiveStream stream, SharedGateway gateway) {
        if (followed != null || (looked && !wants(stream))) {
            return;
        }
        looked = true;
        served().ifPresent(version -> followed = begin(sources, version, gateway));
    }

    private Followed begin(
            EventSourceRetriever<LiveStream> sources, String version, SharedGateway gateway) {
        var context = sources.eventSourceContextForDynamicRegistration();
        var found =
                new Followed(
                        version,
                        new InformerEventSource<>(gateway(context, gateway), context),
                        new InformerEventSource<>(routes(version), context));
        try {
            sources.dynamicallyRegisterEventSource(found.gateways());
            sources.dynamicallyRegisterEventSource(found.routes());
        } catch (RuntimeException e) {
            // the next stream tries again from the beginning
            sources.dynamicallyDeRegisterEventSource(GATEWAYS);
            sources.dynamicallyDeRegisterEventSource(ROUTES);
            throw e;
        }
        LOG.info("Following Gateway {} and UDPRoutes ({})", gateway, version);
        return found;
    }

    /** What is followed by now. */
    Optional<Followed> followed() {
        return Optional.ofNullable(followed);
    }

    /** The shared Gateway, if there is one. */
    Optional<Gateway> gateway() {
        SharedGateway gateway = settings.gateway();
        return gateway == null
                ? Optional.empty()
                : followed()
                        .flatMap(found ->
                                found.gateways()
                                        .get(new ResourceID(gateway.name(), gateway.namespace())));
    }

    /** The stream's route, if it has one. */
    Optional<GenericKubernetesResource> route(LiveStream stream) {
        return followed()
                .flatMap(found -> Survey.find(found.routes(), stream, Names.ingestRoute(stream)));
    }

    private boolean isAllowed() {
        return settings.exposureAllowed().contains(Exposure.Type.UDPRoute);
    }

    private boolean wants(LiveStream stream) {
        return Optional.ofNullable(stream.getSpec().exposure().type())
                        .orElse(settings.exposureDefault())
                == Exposure.Type.UDPRoute;
    }

    private Optional<String> served() {
        return client.supports(HasMetadata.getApiVersion(Gateway.class), "Gateway")
                ? VERSIONS.stream()
                        .filter(version ->
                                client.supports(
                                        IngestRoute.GROUP + "/" + version, IngestRoute.KIND))
                        .findFirst()
                : Optional.empty();
    }

    private static InformerEventSourceConfiguration<GenericKubernetesResource> routes(
            String version) {
        var kind = new GroupVersionKind(IngestRoute.GROUP, version, IngestRoute.KIND);
        return ChildInformers.configuration(
                InformerEventSourceConfiguration.from(kind, LiveStream.class).withName(ROUTES));
    }

    private InformerEventSourceConfiguration<Gateway> gateway(
            EventSourceContext<LiveStream> context, SharedGateway gateway) {
        return InformerEventSourceConfiguration.from(Gateway.class, LiveStream.class)
                .withName(GATEWAYS)
                .withNamespaces(Set.of(gateway.namespace()))
                .withFieldSelector(
                        new FieldSelector(new FieldSelector.Field("metadata.name", gateway.name())))
                .withItemStore(new LeanStore<>())
                .withOnUpdateFilter(GatewayApi::matters)
                .withSecondaryToPrimaryMapper(_ -> concerned(context))
                .build();
    }

    /** Its status also counts its routes, with each that comes. */
    private static boolean matters(Gateway now, Gateway before) {
        return !Objects.equals(now.getSpec(), before.getSpec())
                || !Objects.equals(addresses(now), addresses(before));
    }

    private static @Nullable Object addresses(Gateway gateway) {
        return gateway.getStatus() == null ? null : gateway.getStatus().getAddresses();
    }

    private Set<ResourceID> concerned(EventSourceContext<LiveStream> context) {
        return context.getPrimaryCache()
                .list(this::wants)
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }
}
