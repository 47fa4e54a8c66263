package dev.streamapp.operator.apply;

import dev.streamapp.crds.Exposure;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.Settings;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.Blueprint.Door;
import dev.streamapp.operator.children.IngestProtocol;
import dev.streamapp.operator.children.IngestService;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.port.PortDecision;
import dev.streamapp.operator.port.Ports;
import dev.streamapp.operator.port.StreamKey;
import dev.streamapp.operator.rollout.Rollout;
import io.fabric8.kubernetes.api.model.Service;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The way in for publishers: what kind, at which port. A stream keeps the one it has where another
 * cannot be had.
 */
final class IngestDoors {

    /** Reasons for which it is the port that the API server refuses, and not the Service. */
    private static final Set<String> REFUSED_PORTS = Set.of("PortTaken", "NodePortOutOfRange");

    private static final int OWN_PORT_TRIES = 20;
    private static final Duration OWN_PORT_PAUSE = Duration.ofMillis(100);

    private final Settings settings;
    private final Ports ports;
    private final ChildKind<Service> services;
    private final IngestRoutes routes;

    IngestDoors(Settings settings, Ports ports, ChildKind<Service> services, IngestRoutes routes) {
        this.settings = settings;
        this.ports = ports;
        this.services = services;
        this.routes = routes;
    }

    /**
     * Applies the Service that leads in.
     *
     * @param problems takes what is in the way
     * @return the way in that the stream has now, which may be that of before
     */
    @Nullable Door apply(LiveStream stream, Evidence evidence, List<Problem> problems) {
        if (!stream.getSpec().ingest().listens()) {
            services.delete(stream, Names.ingestService(stream));
            return null;
        }
        Exposure.Type exposure =
                Optional.ofNullable(stream.getSpec().exposure().type())
                        .orElseGet(() -> usual(stream, evidence));
        Optional<Problem> refusal = refusal(stream, exposure);
        if (refusal.isPresent()) {
            problems.add(refusal.get());
            return existing(stream);
        }
        return apply(stream, exposure, problems);
    }

    private Optional<Problem> refusal(LiveStream stream, Exposure.Type exposure) {
        if (!settings.exposureAllowed().contains(exposure)) {
            return Optional.of(notAllowed(exposure));
        }
        return exposure == Exposure.Type.UDPRoute ? routes.obstacle(stream) : Optional.empty();
    }

    /**
     * A port that turns out to be somebody else's is replaced by the next, unless it was pinned.
     */
    private @Nullable Door apply(
            LiveStream stream, Exposure.Type exposure, List<Problem> problems) {
        StreamKey key = key(stream);
        var protocol = IngestProtocol.of(stream.getSpec().ingest());
        Integer pinned = stream.getSpec().ingest().pinnedPort();
        boolean shared = settings.sharesAddress(exposure);
        IntPredicate open = exposure == Exposure.Type.UDPRoute ? routes::listensTo : _ -> true;
        int patience = OWN_PORT_TRIES;
        while (true) {
            switch (ports.decide(key, pinned, existingPort(stream, exposure, open), shared, open)) {
                case PortDecision.Refused(Problem problem) -> {
                    problems.add(problem);
                    return existing(stream);
                }
                case PortDecision.Granted(int port) -> {
                    var door = new Door(exposure, protocol, port);
                    var blueprint = new Blueprint(stream, settings, door);
                    Optional<Problem> obstacle =
                            services.apply(stream, IngestService.build(blueprint).orElseThrow());
                    if (obstacle.isEmpty()) {
                        return door;
                    }
                    if (pinned != null || !obstacle.get().reason().equals("PortTaken")) {
                        problems.add(obstacle.get());
                        return left(stream, port, obstacle.get());
                    }
                    if (wasItsOwn(stream, port) && patience-- > 0) {
                        pause();
                    } else {
                        ports.refuse(key, port);
                    }
                }
            }
        }
    }

    /** The API server frees a node port a moment after it tells that the Service is deleted. */
    private static boolean wasItsOwn(LiveStream stream, int port) {
        return stream.getStatus() != null && Objects.equals(stream.getStatus().port(), port);
    }

    private static void pause() {
        try {
            Thread.sleep(OWN_PORT_PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The way in that is there. */
    @Nullable Door existing(LiveStream stream) {
        return ingestService(stream).flatMap(IngestService::doorOf).orElse(null);
    }

    /** The way in that is there. A port that cannot be had is not kept from others either. */
    private @Nullable Door left(LiveStream stream, int port, Problem obstacle) {
        Door door = existing(stream);
        if (REFUSED_PORTS.contains(obstacle.reason()) && (door == null || door.port() != port)) {
            ports.withdraw(key(stream), port);
        }
        return door;
    }

    /** Another choice of the administrator's must not cut off who publishes just now. */
    private Exposure.Type usual(LiveStream stream, Evidence evidence) {
        Exposure.Type usual = settings.exposureDefault();
        return ingestService(stream)
                .filter(_ -> Rollout.mustWait(settings.updatePolicy(), evidence))
                .map(IngestService::exposureOf)
                .orElse(usual);
    }

    /** A stream keeps its port, unless the way in that it changes to does not have it. */
    private @Nullable Integer existingPort(
            LiveStream stream, Exposure.Type exposure, IntPredicate open) {
        return Optional.ofNullable(existing(stream))
                .filter(door -> door.exposure() == exposure || open.test(door.port()))
                .map(Door::port)
                .orElse(null);
    }

    private Optional<Service> ingestService(LiveStream stream) {
        return services.known(stream, Names.ingestService(stream))
                .filter(service -> Names.belongs(service, stream));
    }

    private Problem notAllowed(Exposure.Type exposure) {
        return Problem.ofStream(
                "ExposureNotAllowed",
                "spec.exposure.type %s is not allowed here: choose one of %s, or ask the administrator to extend exposure.allowed."
                        .formatted(exposure, settings.exposureAllowed()));
    }

    private static StreamKey key(LiveStream stream) {
        return new StreamKey(stream.getMetadata().getNamespace(), stream.getMetadata().getName());
    }
}
