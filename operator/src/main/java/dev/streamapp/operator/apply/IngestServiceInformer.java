package dev.streamapp.operator.apply;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.Settings;
import dev.streamapp.operator.children.Blueprint.Door;
import dev.streamapp.operator.children.IngestService;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.port.Ports;
import dev.streamapp.operator.port.StreamKey;
import io.fabric8.kubernetes.api.model.Service;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;

/** The Services of all streams; keeps the books of the ports while it is at it. */
final class IngestServiceInformer extends InformerEventSource<Service, LiveStream> {

    private final Settings settings;
    private final Ports ports;

    IngestServiceInformer(
            InformerEventSourceConfiguration<Service> configuration,
            EventSourceContext<LiveStream> context,
            Settings settings,
            Ports ports) {
        super(configuration, context);
        this.settings = settings;
        this.ports = ports;
    }

    @Override
    public void onAdd(Service service) {
        port(service).ifPresent(port -> ports.claim(stream(service), port));
        super.onAdd(service);
    }

    @Override
    public void onUpdate(Service before, Service after) {
        Optional<Integer> had = port(before);
        Optional<Integer> has = port(after);
        if (!had.equals(has)) {
            had.ifPresent(port -> ports.release(stream(before), port));
            has.ifPresent(port -> ports.claim(stream(after), port));
        }
        super.onUpdate(before, after);
    }

    @Override
    public synchronized void onDelete(Service service, boolean stateUnknown) {
        port(service).ifPresent(port -> ports.release(stream(service), port));
        super.onDelete(service, stateUnknown);
    }

    private Optional<Integer> port(Service service) {
        return IngestService.doorOf(service)
                .filter(door -> settings.sharesAddress(door.exposure()))
                .map(Door::port);
    }

    private static StreamKey stream(Service service) {
        return new StreamKey(
                service.getMetadata().getNamespace(),
                service.getMetadata().getLabels().getOrDefault(Names.STREAM_LABEL, ""));
    }
}
