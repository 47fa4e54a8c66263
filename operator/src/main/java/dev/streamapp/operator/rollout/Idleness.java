package dev.streamapp.operator.rollout;

import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.observe.PodState;
import dev.streamapp.operator.packager.Heard;
import dev.streamapp.operator.packager.PackagerReport;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.Optional;

/** Whether a restart of the pod would take a picture away from anybody. */
final class Idleness {

    private Idleness() {}

    /** Since when it would not; empty if somebody publishes, or as long as that is not known. */
    static Optional<Instant> since(Evidence evidence) {
        Optional<Pod> running = evidence.pod().filter(PodState::packagerRuns);
        if (running.isEmpty()) {
            return Optional.of(Instant.MIN);
        }
        return switch (evidence.heard()) {
            case Heard.Said(PackagerReport report) -> since(report);
            case Heard.NotYet _ -> Optional.empty();
            // neither answers the operator nor kubelet: there is nothing to lose
            case Heard.Silent _ ->
                    running.filter(PodState::packagerReady).isPresent()
                            ? Optional.empty()
                            : Optional.of(Instant.MIN);
        };
    }

    private static Optional<Instant> since(PackagerReport report) {
        return switch (report.state()) {
            case OnAir, Reconnecting -> Optional.empty();
            case Waiting -> Optional.ofNullable(report.since()).map(Instant::parse);
            case Starting, Failing -> Optional.of(Instant.MIN);
        };
    }
}
