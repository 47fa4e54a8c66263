package dev.streamapp.operator;

import dev.streamapp.crds.LiveStream;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Hears of deleted streams, so that nothing in memory outlives them. The children go by owner
 * references: no finalizer could hang.
 */
final class Departures extends AbstractEventSource<Void, LiveStream>
        implements ResourceEventAware<LiveStream> {

    private final Consumer<LiveStream> onDeparture;

    Departures(Consumer<LiveStream> onDeparture) {
        super(Void.class, "departures");
        this.onDeparture = onDeparture;
    }

    @Override
    public void onResourceDeleted(LiveStream stream) {
        onDeparture.accept(stream);
    }

    @Override
    public Set<Void> getSecondaryResources(LiveStream stream) {
        return Set.of();
    }
}
