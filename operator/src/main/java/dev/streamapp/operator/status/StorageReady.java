package dev.streamapp.operator.status;

import dev.streamapp.operator.observe.Observation;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.observe.Problem.Concern;
import dev.streamapp.operator.packager.Heard;
import dev.streamapp.operator.packager.PackagerReport;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimCondition;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the volume is usable. */
final class StorageReady {

    static final String TYPE = "StorageReady";

    private static final Set<String> PACKAGER_REASONS = Set.of("StorageFull", "StateUnreadable");
    private static final Set<String> RESIZE_ERRORS =
            Set.of("ControllerResizeError", "NodeResizeError");

    private StorageReady() {}

    static Verdict of(Findings findings) {
        return findings.problems(Concern.STORAGE).stream()
                .findFirst()
                .or(() -> said(findings))
                .map(problem -> Verdict.no(TYPE, problem))
                .orElseGet(() ->
                        findings.evidence()
                                .claim()
                                .map(claim -> of(claim, findings))
                                .orElseGet(() ->
                                        Verdict.no(
                                                TYPE, "Pending", "The volume is being created.")));
    }

    private static Optional<Problem> said(Findings findings) {
        return switch (findings.observation()) {
            case Observation.Stopped _ -> Optional.empty();
            // until it is heard again, what the packager last said stands
            case Observation.Unheard _ ->
                    findings.before(TYPE)
                            .filter(was -> PACKAGER_REASONS.contains(was.reason()))
                            .map(was -> Problem.ofStorage(was.reason(), was.message()));
            default -> said(findings.evidence().heard());
        };
    }

    private static Optional<Problem> said(Heard heard) {
        return heard instanceof Heard.Said(PackagerReport report)
                ? report.problems().stream()
                        .filter(problem -> PACKAGER_REASONS.contains(problem.reason()))
                        .findFirst()
                        .map(problem -> Problem.ofStorage(problem.reason(), problem.message()))
                : Optional.empty();
    }

    private static Verdict of(PersistentVolumeClaim claim, Findings findings) {
        String name = claim.getMetadata().getName();
        String phase =
                String.valueOf(claim.getStatus() == null ? null : claim.getStatus().getPhase());
        return switch (phase) {
            case "Bound" -> bound(claim);
            case "Lost" ->
                    Verdict.no(
                            TYPE,
                            "VolumeLost",
                            "The volume behind %s is gone. Delete the claim, then set spec.suspend to true and back to false to get a new one."
                                    .formatted(name));
            default ->
                    Verdict.no(
                            TYPE,
                            "Pending",
                            "The claim %s waits for a volume of %s; if this lasts, kubectl describe pvc %s says why."
                                    .formatted(name, storageClass(findings), name));
        };
    }

    private static Verdict bound(PersistentVolumeClaim claim) {
        return conditions(claim).stream()
                .filter(condition -> RESIZE_ERRORS.contains(condition.getType()))
                .filter(condition -> "True".equals(condition.getStatus()))
                .findFirst()
                .map(condition ->
                        Verdict.no(
                                TYPE,
                                "ResizeFailed",
                                "The volume cannot grow: %s".formatted(condition.getMessage())))
                .orElseGet(() -> Verdict.yes(TYPE, "Bound", "The volume is there."));
    }

    private static List<PersistentVolumeClaimCondition> conditions(PersistentVolumeClaim claim) {
        return Optional.ofNullable(claim.getStatus().getConditions()).orElse(List.of());
    }

    private static String storageClass(Findings findings) {
        String given = findings.blueprint().spec().storage().storageClassName();
        return given == null ? "the default storage class" : "storage class " + given;
    }
}
