package dev.streamapp.operator.observe;

import dev.streamapp.operator.children.PackagerDeployment;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a pod's status: which pod counts, is it well, and if not, what is to be done. */
public final class PodState {

    private static final Set<String> IMAGE_REASONS =
            Set.of("ImagePullBackOff", "ErrImagePull", "InvalidImageName", "ErrImageNeverPull");
    private static final String SECRET_REASON = "CreateContainerConfigError";

    private PodState() {}

    /** The newest pod that is not going away and has not ended. */
    public static Optional<Pod> current(Stream<Pod> pods) {
        return pods.filter(pod -> !pod.isMarkedForDeletion())
                .max(
                        Comparator.comparing((Pod pod) -> !hasEnded(pod))
                                .thenComparing(pod -> pod.getMetadata().getCreationTimestamp()));
    }

    /** Whether a container waits for a Secret. */
    public static boolean missesSecret(Pod pod) {
        return statuses(pod)
                .flatMap(status -> waiting(status).stream())
                .anyMatch(waiting -> SECRET_REASON.equals(waiting.getReason()));
    }

    /** Whether the packager's process runs. */
    public static boolean packagerRuns(Pod pod) {
        return packager(pod)
                .map(ContainerStatus::getState)
                .map(ContainerState::getRunning)
                .isPresent();
    }

    /** Whether it only serves what was recorded. */
    static boolean replaysOnly(Pod pod) {
        // informers keep no pod's containers
        return pod.getMetadata().getAnnotations() != null
                && pod.getMetadata().getAnnotations().containsKey(PackagerDeployment.REPLAY_ONLY);
    }

    /** Whether the packager says by its probe that it listens and can store. */
    public static boolean packagerReady(Pod pod) {
        return packager(pod).map(status -> Boolean.TRUE.equals(status.getReady())).orElse(false);
    }

    /** What keeps the pod from working. */
    static Optional<Problem> trouble(Pod pod) {
        return unschedulable(pod)
                .or(() -> statuses(pod).flatMap(PodState::trouble).findFirst())
                .or(() -> ended(pod));
    }

    private static Stream<Problem> trouble(ContainerStatus status) {
        return waiting(status).stream().flatMap(waiting -> trouble(status, waiting).stream());
    }

    private static Optional<Problem> trouble(
            ContainerStatus status, ContainerStateWaiting waiting) {
        String reason = String.valueOf(waiting.getReason());
        String detail = waiting.getMessage() == null ? reason : waiting.getMessage();
        if (IMAGE_REASONS.contains(reason)) {
            // one reason for all: kubelet changes between them at each attempt
            return Optional.of(
                    Problem.ofStream(
                            "ImagePullBackOff",
                            "The image %s cannot be pulled: %s. Check image.registry, image.tag and pull secrets of the installation."
                                    .formatted(status.getImage(), detail)));
        }
        return switch (reason) {
            case SECRET_REASON ->
                    Optional.of(
                            Problem.ofStream(
                                    reason,
                                    "The pod misses something it was told to read: %s. Create it, or correct the Secret that spec.ingest names."
                                            .formatted(detail)));
            case "CrashLoopBackOff" -> Optional.of(crashed(status));
            case "CreateContainerError", "RunContainerError" ->
                    Optional.of(
                            Problem.ofStream(
                                    reason,
                                    "The container %s cannot start: %s."
                                            .formatted(status.getName(), detail)));
            default -> Optional.empty();
        };
    }

    private static Problem crashed(ContainerStatus status) {
        Optional<ContainerStateTerminated> last =
                Optional.ofNullable(status.getLastState()).map(ContainerState::getTerminated);
        String how =
                last.map(end -> "%s, exit code %d".formatted(end.getReason(), end.getExitCode()))
                        .orElse("unknown");
        return Problem.ofStream(
                "CrashLoopBackOff",
                "The container %s ends again and again (%s); its log says why: kubectl logs with --previous."
                        .formatted(status.getName(), how));
    }

    private static Optional<Problem> unschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType()))
                .filter(condition -> "False".equals(condition.getStatus()))
                .filter(condition -> "Unschedulable".equals(condition.getReason()))
                // every pod waits for its volume for a moment; StorageReady tells of it
                .filter(condition -> !waitsForVolume(condition))
                .map(condition ->
                        Problem.ofStream(
                                "Unschedulable",
                                "No node takes the pod: %s".formatted(condition.getMessage())))
                .findFirst();
    }

    private static boolean waitsForVolume(PodCondition condition) {
        return String.valueOf(condition.getMessage())
                .toLowerCase(Locale.ROOT)
                .contains("persistentvolumeclaim");
    }

    private static Optional<Problem> ended(Pod pod) {
        if (!hasEnded(pod)) {
            return Optional.empty();
        }
        String reason = pod.getStatus().getReason();
        String message = pod.getStatus().getMessage();
        return Optional.of(
                Problem.ofStream(
                        reason == null ? "PodFailed" : reason,
                        "The pod ended%s; another one takes its place."
                                .formatted(message == null ? "" : ": " + message)));
    }

    private static boolean hasEnded(Pod pod) {
        String phase = pod.getStatus().getPhase();
        return "Failed".equals(phase) || "Succeeded".equals(phase);
    }

    private static Optional<ContainerStatus> packager(Pod pod) {
        return statuses(pod).filter(status -> "packager".equals(status.getName())).findFirst();
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return Optional.ofNullable(pod.getStatus().getContainerStatuses())
                .orElse(List.of())
                .stream();
    }

    private static Optional<ContainerStateWaiting> waiting(ContainerStatus status) {
        return Optional.ofNullable(status.getState()).map(ContainerState::getWaiting);
    }
}
