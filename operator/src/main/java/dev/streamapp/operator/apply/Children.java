package dev.streamapp.operator.apply;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.operator.Settings;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.Blueprint.Door;
import dev.streamapp.operator.children.DataClaim;
import dev.streamapp.operator.children.HlsService;
import dev.streamapp.operator.children.IngestSecret;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.observe.PodState;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.port.Ports;
import dev.streamapp.operator.rollout.Rollout;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies the children of a stream. One that cannot be had does not keep the others from being
 * applied, and what already runs is left running; only a volume of somebody else keeps the pod
 * away.
 */
public final class Children {

    private final Settings settings;
    private final Passphrases passphrases;
    private final ChildKind<PersistentVolumeClaim> claims;
    private final ChildKind<Service> services;
    private final ChildKind<Deployment> deployments;
    private final Guards guards;
    private final IngestRoutes routes;
    private final IngestDoors doors;

    public Children(
            Settings settings,
            KubernetesClient client,
            Ports ports,
            ChildInformers informers,
            GatewayApi gatewayApi) {
        this.settings = settings;
        this.passphrases = new Passphrases(client);
        this.claims = new ChildKind<>(client, informers.claims());
        this.services = new ChildKind<>(client, informers.services());
        this.deployments = new ChildKind<>(client, informers.deployments());
        this.guards = new Guards(client, informers);
        this.routes = new IngestRoutes(settings, client, gatewayApi);
        this.doors = new IngestDoors(settings, ports, services, routes);
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
        Door door = doors.apply(stream, evidence, problems);
        var blueprint = new Blueprint(stream, settings, door);
        routes.apply(blueprint).ifPresent(problems::add);
        services.apply(stream, HlsService.build(blueprint)).ifPresent(problems::add);
        guards.drain(blueprint, evidence).ifPresent(problems::add);
        if (Rollout.leadsNowhere(blueprint, evidence)) {
            return new Applied(blueprint, problems, false, null);
        }
        guards.network(blueprint).ifPresent(problems::add);
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
                new Blueprint(stream, settings, doors.existing(stream)), List.of(), false, null);
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
}
