package dev.streamapp.operator.rollout;

import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.children.Fingerprint;
import dev.streamapp.operator.children.PackagerDeployment;
import dev.streamapp.operator.observe.Evidence;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what pod a stream gets now. An edit of its spec acts at once; what only the installation
 * changed (images, defaults, the operator itself) waits for a moment in which nobody publishes.
 */
public final class Rollout {

    /** On a LiveStream: each new value starts the pod anew. */
    public static final String RESTART = "streamapp.dev/restart";

    /** How long nobody must have published. */
    public static final Duration IDLE = Duration.ofSeconds(60);

    /** On a Deployment: fingerprint of its pod template as it was made. */
    private static final String TEMPLATE = "streamapp.dev/pod-template";

    /** On a Deployment: the part of the spec that the template was made from. */
    private static final String SPEC = "streamapp.dev/pod-spec";

    private Rollout() {}

    /**
     * The Deployment to apply.
     *
     * @param pending what it leaves out for now; null if it is all that is wanted
     */
    public record Decision(Deployment deployment, @Nullable PendingUpdate pending) {}

    /** Decides as of {@code now}. */
    public static Decision of(Blueprint blueprint, Evidence evidence, Instant now) {
        Optional<Deployment> there = evidence.deployment();
        Deployment wanted = wanted(blueprint, there);
        if (there.isEmpty() || mayAct(blueprint, wanted, there.get())) {
            return new Decision(wanted, null);
        }
        return switch (blueprint.settings().updatePolicy()) {
            case Immediate -> new Decision(wanted, null);
            case Manual -> held(blueprint, wanted, there.get(), "Manual", null);
            case WhenIdle -> whenIdle(blueprint, wanted, there.get(), evidence, now);
        };
    }

    /** Whether what only the administrator changed has to wait for a publisher to leave. */
    public static boolean mustWait(UpdatePolicy policy, Evidence evidence) {
        return policy != UpdatePolicy.Immediate && Idleness.since(evidence).isEmpty();
    }

    /**
     * Whether it would take away a pod that works, for one that nobody could publish to: the way in
     * that an edit asks for was refused.
     */
    public static boolean leadsNowhere(Blueprint blueprint, Evidence evidence) {
        return !blueprint.opens()
                && !blueprint.spec().suspend()
                && evidence.deployment()
                        .filter(there -> !Objects.equals(there.getSpec().getReplicas(), 0))
                        .map(there -> annotation(there, SPEC))
                        .filter(made -> PodSpecRecord.isEnteredOtherwise(made, blueprint.spec()))
                        .isPresent();
    }

    private static Deployment wanted(Blueprint blueprint, Optional<Deployment> there) {
        String restart =
                Optional.ofNullable(annotation(blueprint.stream(), RESTART))
                        .or(() -> there.map(Rollout::template).flatMap(Rollout::restart))
                        .orElse(null);
        Deployment built = PackagerDeployment.build(blueprint);
        var template = built.getSpec().getTemplate().edit();
        if (restart != null) {
            template.editMetadata().addToAnnotations(RESTART, restart).endMetadata();
        }
        PodTemplateSpec made = template.build();
        return new DeploymentBuilder(built)
                .editMetadata()
                .addToAnnotations(TEMPLATE, Fingerprint.of(made))
                .addToAnnotations(SPEC, PodSpecRecord.of(blueprint.spec()))
                .endMetadata()
                .editSpec()
                .withTemplate(made)
                .endSpec()
                .build();
    }

    /** Whether it is the same pod, or its owner asks for another one. */
    private static boolean mayAct(Blueprint blueprint, Deployment wanted, Deployment there) {
        String made = annotation(there, SPEC);
        return Objects.equals(annotation(wanted, TEMPLATE), annotation(there, TEMPLATE))
                || made != null && !PodSpecRecord.same(made, blueprint.spec())
                || !hostPorts(wanted).equals(hostPorts(there))
                || !restart(template(wanted)).equals(restart(template(there)))
                || blueprint.spec().suspend()
                || Objects.equals(there.getSpec().getReplicas(), 0);
    }

    /** Where the way in is the pod's, too, and not the Service's alone: what it was granted. */
    private static List<Integer> hostPorts(Deployment deployment) {
        return template(deployment).getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .map(ContainerPort::getHostPort)
                .filter(Objects::nonNull)
                .toList();
    }

    private static Decision whenIdle(
            Blueprint blueprint,
            Deployment wanted,
            Deployment there,
            Evidence evidence,
            Instant now) {
        Optional<Instant> idleSince = Idleness.since(evidence);
        if (idleSince.isEmpty()) {
            return held(blueprint, wanted, there, "OnAir", null);
        }
        boolean longEnough = !idleSince.get().isAfter(now.minus(IDLE));
        return longEnough
                ? new Decision(wanted, null)
                : held(blueprint, wanted, there, "JustOffAir", idleSince.get().plus(IDLE));
    }

    /** All that is wanted, with the pod that is there. */
    private static Decision held(
            Blueprint blueprint,
            Deployment wanted,
            Deployment there,
            String reason,
            @Nullable Instant due) {
        var deployment =
                new DeploymentBuilder(wanted)
                        .editMetadata()
                        .addToAnnotations(
                                TEMPLATE,
                                Optional.ofNullable(annotation(there, TEMPLATE)).orElse("unknown"))
                        .endMetadata()
                        .editSpec()
                        .withTemplate(template(there))
                        .endSpec()
                        .build();
        String until =
                switch (blueprint.settings().updatePolicy()) {
                    case Manual -> "waits to be asked for";
                    default ->
                            "waits until nobody has published for %d s".formatted(IDLE.toSeconds());
                };
        String message =
                "%s %s, so that nobody is interrupted. To have it now: kubectl annotate live %s -n %s --overwrite %s=\"$(date)\"."
                        .formatted(
                                Changes.between(template(there), template(wanted)),
                                until,
                                blueprint.name(),
                                blueprint.namespace(),
                                RESTART);
        return new Decision(deployment, new PendingUpdate(reason, message, due));
    }

    private static PodTemplateSpec template(Deployment deployment) {
        return deployment.getSpec().getTemplate();
    }

    private static Optional<String> restart(PodTemplateSpec template) {
        return Optional.ofNullable(annotation(template.getMetadata(), RESTART));
    }

    private static @Nullable String annotation(HasMetadata object, String name) {
        return annotation(object.getMetadata(), name);
    }

    private static @Nullable String annotation(ObjectMeta metadata, String name) {
        return metadata.getAnnotations() == null ? null : metadata.getAnnotations().get(name);
    }
}
