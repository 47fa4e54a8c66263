package dev.streamapp.operator;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.apply.ChildInformers;
import dev.streamapp.operator.apply.Children;
import dev.streamapp.operator.apply.Claims;
import dev.streamapp.operator.apply.GatewayApi;
import dev.streamapp.operator.apply.PortMemoryConfigMap;
import dev.streamapp.operator.apply.Survey;
import dev.streamapp.operator.events.Announcer;
import dev.streamapp.operator.packager.Packagers;
import dev.streamapp.operator.port.Ports;
import dev.streamapp.operator.port.StreamKey;
import dev.streamapp.operator.status.StatusPace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the reconciler works with, put together in one place. */
final class Collaborators implements AutoCloseable {

    private final Settings settings;
    private final KubernetesClient client;
    private final PortMemoryConfigMap portMemory;
    private final Clock clock;
    private final Ports ports;
    private final SimpleInboundEventSource<LiveStream> news =
            new SimpleInboundEventSource<>("packager-news");
    private final Packagers packagers;
    private final Announcer announcer;
    private final StatusPace pace;
    private final GatewayApi gatewayApi;
    private @Nullable Children children;
    private @Nullable Survey survey;
    private @Nullable Claims claims;
    private @Nullable IndexedResourceCache<LiveStream> streams;

    Collaborators(Settings settings, KubernetesClient client, Clock clock, String instance) {
        this.settings = settings;
        this.client = client;
        this.clock = clock;
        this.portMemory = new PortMemoryConfigMap(client, settings.operatorNamespace());
        this.ports = new Ports(settings.portRange(), clock, portMemory);
        this.packagers = new Packagers(settings.packagerWatchUrl(), clock, news::propagateEvent);
        this.announcer = new Announcer(client, clock, instance);
        this.pace = new StatusPace(clock);
        this.gatewayApi = new GatewayApi(settings, client);
    }

    /** Makes what needs informers, which exist only once the controller is registered. */
    List<EventSource<?, LiveStream>> eventSources(EventSourceContext<LiveStream> context) {
        ChildInformers informers = ChildInformers.of(context, settings, ports);
        children = new Children(settings, client, ports, informers, gatewayApi);
        survey = new Survey(informers, gatewayApi, packagers, client, clock);
        packagers.keepOnly(stream -> context.getPrimaryCache().get(stream).isPresent());
        List<EventSource<?, LiveStream>> sources = new ArrayList<>(informers.all());
        claims = Claims.of(context, settings.operatorName());
        streams = context.getPrimaryCache();
        sources.add(claims.source());
        sources.add(news);
        sources.add(new Departures(this::forget));
        return sources;
    }

    /** From now on this replica acts, and no other one. */
    void begin() {
        portMemory.begin();
        ports.recall();
    }

    void measure(Meters meters) {
        meters.countStreams(() -> streams == null ? Stream.empty() : streams.list(_ -> true));
        meters.gauge(
                "streamapp.packagers.followed",
                "Packagers whose status is being watched",
                packagers::count);
        meters.gauge(
                "streamapp.ingest.ports.free",
                "Ports of the range that a new stream could get",
                ports::free);
    }

    Claims claims() {
        return Objects.requireNonNull(claims, "the controller is not registered yet");
    }

    Children children() {
        return Objects.requireNonNull(children, "the controller is not registered yet");
    }

    Survey survey() {
        return Objects.requireNonNull(survey, "the controller is not registered yet");
    }

    GatewayApi gatewayApi() {
        return gatewayApi;
    }

    Announcer announcer() {
        return announcer;
    }

    StatusPace pace() {
        return pace;
    }

    Packagers packagers() {
        return packagers;
    }

    private void forget(LiveStream gone) {
        String uid = gone.getMetadata().getUid();
        packagers.forget(ResourceID.fromResource(gone));
        ports.release(
                new StreamKey(gone.getMetadata().getNamespace(), gone.getMetadata().getName()));
        announcer.forget(uid);
        pace.forget(uid);
    }

    @Override
    public void close() {
        packagers.close();
        announcer.close();
        portMemory.close();
    }
}
