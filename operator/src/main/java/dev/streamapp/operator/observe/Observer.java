package dev.streamapp.operator.observe;

import dev.streamapp.operator.packager.Heard;
import dev.streamapp.operator.packager.PackagerReport;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.List;
import java.util.Optional;

/** Reduces the evidence to one observation. */
public final class Observer {

    private Observer() {}

    /** What is to be seen. */
    public static Observation observe(Evidence evidence) {
        if (evidence.suspended()) {
            // a pod that is still there is about to be taken away
            return evidence.pod().filter(pod -> !PodState.replaysOnly(pod)).isEmpty()
                    ? new Observation.Stopped()
                    : new Observation.Unheard(false);
        }
        return evidence.pod()
                .map(pod -> observe(pod, evidence.heard()))
                .orElseGet(() -> withoutPod(evidence.deployment()));
    }

    private static Observation observe(Pod pod, Heard heard) {
        Optional<Problem> trouble = PodState.trouble(pod);
        if (trouble.isPresent()) {
            return new Observation.Failing(trouble.get());
        }
        if (!PodState.packagerRuns(pod)) {
            return new Observation.Starting();
        }
        return switch (heard) {
            case Heard.Said(PackagerReport report) -> observe(report);
            case Heard.NotYet _ when PodState.packagerReady(pod) -> new Observation.Unheard(false);
            case Heard.Silent _ when PodState.packagerReady(pod) -> new Observation.Unheard(true);
            case Heard.NotYet _, Heard.Silent _ -> new Observation.Starting();
        };
    }

    private static Observation observe(PackagerReport report) {
        return switch (report.state()) {
            case Starting -> new Observation.Starting();
            case Waiting -> new Observation.Waiting(report);
            case OnAir, Reconnecting -> new Observation.Running(report);
            case Failing ->
                    new Observation.Failing(
                            report.problems().stream()
                                    .findFirst()
                                    .map(worst -> Problem.ofStream(worst.reason(), worst.message()))
                                    .orElseGet(Observer::unexplained));
        };
    }

    /** Quota, Pod Security and admission webhooks keep pods from being created. */
    private static Observation withoutPod(Optional<Deployment> deployment) {
        return deployment
                .map(Deployment::getStatus)
                .map(DeploymentStatus::getConditions)
                .orElse(List.of())
                .stream()
                .filter(condition -> "ReplicaFailure".equals(condition.getType()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .findFirst()
                .<Observation>map(
                        condition -> new Observation.Failing(refused(condition.getMessage())))
                .orElseGet(Observation.Absent::new);
    }

    private static Problem refused(String message) {
        return message.contains("PodSecurity") && message.contains("hostPort")
                ? Problem.ofStream(
                        "HostPortForbidden",
                        "The Pod Security level of the namespace forbids ports of nodes, which spec.exposure.type HostPort needs: choose another type, or have the namespace labelled pod-security.kubernetes.io/enforce=privileged.")
                : Problem.ofStream("PodRefused", "The cluster refuses the pod: " + message);
    }

    private static Problem unexplained() {
        return Problem.ofStream(
                "PackagerFailing", "The packager cannot work and does not say why; see its log.");
    }
}
