package dev.streamapp.operator.status;

import dev.streamapp.crds.LiveStream;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.observe.Evidence;
import dev.streamapp.operator.observe.Observation;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.observe.Routing;
import dev.streamapp.operator.rollout.PendingUpdate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a status is made from.
 *
 * @param blueprint the stream and how its children were made
 * @param problems what stood in the way of making them
 * @param pending a change of the pod that waits; null if none does
 * @param evidence what is there
 * @param observation what that comes to
 */
public record Findings(
        Blueprint blueprint,
        List<Problem> problems,
        @Nullable PendingUpdate pending,
        Evidence evidence,
        Observation observation) {

    LiveStream stream() {
        return blueprint.stream();
    }

    /** The status as it stands. */
    LiveStreamStatus before() {
        return Optional.ofNullable(stream().getStatus()).orElseGet(LiveStreamStatus::unknown);
    }

    /** A condition as it stands. */
    Optional<Verdict> before(String type) {
        return before().condition(type).map(Verdict::of);
    }

    List<Problem> problems(Problem.Concern concern) {
        Stream<Problem> refused =
                routing() instanceof Routing.Refused(Problem problem)
                        ? Stream.of(problem)
                        : Stream.empty();
        return Stream.concat(problems.stream(), refused)
                .filter(problem -> problem.concern() == concern)
                .toList();
    }

    /** Whether publishers get through to it. */
    Routing routing() {
        return Routing.of(blueprint, evidence);
    }
}
