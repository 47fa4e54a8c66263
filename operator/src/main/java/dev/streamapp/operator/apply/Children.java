package dev.streamapp.operator.apply;

import dev.streamapp.crds.Exposure;
import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.Settings;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.Blueprint.Door;
import dev.streamapp.operator.children.DataClaim;
import dev.streamapp.operator.children.HlsService;
import dev.streamapp.operator.children.IngestSecret;
import dev.streamapp.operator.children.IngestService;
import dev.streamapp.operator.children.Names;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.observe.PodState;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.port.PortDecision;
import dev.streamapp.operator.port.Ports;
import dev.streamapp.operator.port.StreamKey;
import dev.streamapp.operator.rollout.Rollout;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Applies the children of a stream. One that cannot be had does not keep the others from being
 * applied, and what already runs is left running; only a volume of somebody else keeps the pod
 * away.
 */
public final class Children {

    private static final int OWN_PORT_TRIES = 20;
    private static final Duration OWN_PORT_PAUSE = Duration.ofMillis(100);

    private final Settings settings;
    private final Ports ports;
    private final Passphrases passphrases;
    private final ChildKind<PersistentVolumeClaim> claims;
    private final ChildKind<Service> services;
    private final ChildKind<Deployment> deployments;
    private final Guards guards;
    private final IngestRoutes routes;

    public Children(
            Settings settings,
            KubernetesClient client,
            Ports ports,
            ChildInformers informers,
            GatewayApi gatewayApi) {
        this.settings = settings;
        this.ports = ports;
        this.passphrases = new Passphrases(client);
        this.claims = new ChildKind<>(client, informers.claims());
        this.services = new ChildKind<>(client, informers.services());
        this.deployments = new ChildKind<>(client, informers.deployments());
        this.guards = new Guards(client, informers);
        this.routes = new IngestRoutes(settings, client, gatewayApi);
    }

    /**
     * Applies what differs.
     *
     * @param evidence what is there of it
     * @param now the time
     */
    public Applied apply(LiveStream stream, Evidence evidence, Instant now) {
        List<Problem> problems = new ArrayList<>();
        var sketch = new Blueprint(stream, settings, null);
        Optional<Problem> volume = claims.apply(stream, DataClaim.build(sketch));
        volume.ifPresent(problems::add);
        Door door = applyIngest(stream, evidence, problems);
        var blueprint = new Blueprint(stream, settings, door);
        routes.apply(blueprint).ifPresent(problems::add);
        services.apply(stream, HlsService.build(blueprint)).ifPresent(problems::add);
        problems.addAll(guards.apply(blueprint, evidence));
        boolean volumeIsOurs =
                volume.filter(problem -> problem.concern() == Problem.Concern.STREAM).isEmpty();
        if (!volumeIsOurs) {
            return new Applied(blueprint, problems, false, null);
        }
        Rollout.Decision pod = Rollout.of(blueprint, evidence, now);
        boolean secretMissing = evidence.pod().filter(PodState::missesSecret).isPresent();
        boolean made = applyPod(blueprint, pod.deployment(), secretMissing, problems);
        return new Applied(blueprint, problems, made && secretMissing, pod.pending());
    }

    /** What would be said if nothing had to be applied. */
    public Applied left(LiveStream stream) {
        return new Applied(
                new Blueprint(stream, settings, existingDoor(stream)), List.of(), false, null);
    }

    /** Passphrase or stream key are there before the pod that reads it. */
    private boolean applyPod(
            Blueprint blueprint, Deployment wanted, boolean secretMissing, List<Problem> problems) {
        boolean known =
                deployments
                        .known(blueprint.stream(), wanted.getMetadata().getName())
                        .filter(there -> IngestSecret.isReadBy(there, blueprint))
                        .isPresent();
        boolean made = (secretMissing || !known) && passphrases.ensure(blueprint);
        deployments.apply(blueprint.stream(), wanted).ifPresent(problems::add);
        return made;
    }

    private @Nullable Door applyIngest(
            LiveStream stream, Evidence evidence, List<Problem> problems) {
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
            return existingDoor(stream);
        }
        return applyIngest(stream, exposure, problems);
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
    private @Nullable Door applyIngest(
            LiveStream stream, Exposure.Type exposure, List<Problem> problems) {
        StreamKey key = key(stream);
        Integer pinned = stream.getSpec().ingest().pinnedPort();
        boolean shared = settings.sharesAddress(exposure);
        IntPredicate open = exposure == Exposure.Type.UDPRoute ? routes::listensTo : _ -> true;
        int patience = OWN_PORT_TRIES;
        while (true) {
            switch (ports.decide(key, pinned, existingPort(stream, exposure, open), shared, open)) {
                case PortDecision.Refused(Problem problem) -> {
                    problems.add(problem);
                    return existingDoor(stream);
                }
                case PortDecision.Granted(int port) -> {
                    var door = new Door(exposure, port);
                    var blueprint = new Blueprint(stream, settings, door);
                    Optional<Problem> obstacle =
                            services.apply(stream, IngestService.build(blueprint).orElseThrow());
                    if (obstacle.isEmpty()) {
                        return door;
                    }
                    if (pinned != null || !obstacle.get().reason().equals("PortTaken")) {
                        problems.add(obstacle.get());
                        return existingDoor(stream);
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

    private @Nullable Door existingDoor(LiveStream stream) {
        return ingestService(stream)
                .flatMap(service ->
                        IngestService.portOf(service)
                                .map(port -> new Door(IngestService.exposureOf(service), port)))
                .orElse(null);
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
        return Optional.ofNullable(existingDoor(stream))
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
