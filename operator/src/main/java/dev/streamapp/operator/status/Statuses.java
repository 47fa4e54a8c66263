package dev.streamapp.operator.status;

import dev.streamapp.crds.Condition;
import dev.streamapp.crds.Link;
import dev.streamapp.crds.LiveStreamStatus;
import dev.streamapp.crds.LiveStreamStatus.Phase;
import dev.streamapp.crds.Media;
import dev.streamapp.operator.children.Blueprint;
import dev.streamapp.operator.observe.Observation;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.packager.PackagerReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The status that follows from the findings: all of it is observed, nothing is hoped for. */
public final class Statuses {

    /** Conditions that are there only while they hold, by the packager's word for them. */
    private static final Map<String, String> NOTICES =
            new TreeMap<>(
                    Map.of(
                            "KeyframeIntervalTooLong", "KeyframeIntervalTooLong",
                            "RecordingStorageFull", "RecordingShortened"));

    private Statuses() {}

    /** The status as of {@code now}. */
    public static LiveStreamStatus of(Findings findings, Instant now) {
        String ingestUrl = Addresses.ingestUrl(findings);
        List<Verdict> verdicts =
                Stream.concat(
                                Stream.of(
                                        Ready.of(findings, ingestUrl),
                                        Ingesting.of(findings),
                                        StorageReady.of(findings)),
                                Stream.concat(
                                        NOTICES.entrySet().stream()
                                                .flatMap(notice ->
                                                        notice(
                                                                notice.getKey(),
                                                                notice.getValue(),
                                                                findings)
                                                                .stream()),
                                        Stream.concat(
                                                UpdatePending.of(findings).stream(),
                                                Paused.of(findings).stream())))
                        .toList();
        return new LiveStreamStatus(
                phase(findings),
                findings.stream().getMetadata().getGeneration(),
                Conditions.merge(findings.before().conditions(), verdicts, now),
                ingestUrl,
                Addresses.hlsUrl(findings.blueprint()),
                Optional.ofNullable(findings.blueprint().door())
                        .map(Blueprint.Door::port)
                        .orElse(null),
                startTime(findings),
                media(findings),
                link(findings),
                Recordings.of(findings));
    }

    private static Phase phase(Findings findings) {
        boolean hindered = !findings.problems(Problem.Concern.STREAM).isEmpty();
        return switch (findings.observation()) {
            case Observation.Stopped _ -> Phase.Stopped;
            case Observation.Running _ -> Phase.Running;
            case Observation.Failing _ -> Phase.Error;
            case Observation.Absent _, Observation.Starting _, Observation.Waiting _ ->
                    hindered ? Phase.Error : Phase.Starting;
            case Observation.Unheard _ -> kept(findings);
        };
    }

    /** What was, unless that was a state which only news can confirm. */
    private static Phase kept(Findings findings) {
        Phase before = findings.before().phase();
        boolean stays =
                before == Phase.Running || findings.evidence().suspended() && before != null;
        return before != null && stays ? before : Phase.Starting;
    }

    private static @Nullable String startTime(Findings findings) {
        return switch (findings.observation()) {
            case Observation.Running(PackagerReport report) -> report.onAirSince();
            case Observation.Unheard _ -> findings.before().startTime();
            default -> null;
        };
    }

    private static @Nullable Media media(Findings findings) {
        return switch (findings.observation()) {
            case Observation.Running(PackagerReport report) ->
                    MediaFacts.summarised(report.media());
            case Observation.Unheard _ -> findings.before().media();
            default -> null;
        };
    }

    private static @Nullable Link link(Findings findings) {
        return switch (findings.observation()) {
            case Observation.Running(PackagerReport report) -> report.link();
            case Observation.Unheard _ -> findings.before().link();
            default -> null;
        };
    }

    private static Optional<Verdict> notice(String reason, String type, Findings findings) {
        return switch (findings.observation()) {
            case Observation.Running(PackagerReport report) -> notice(reason, type, report);
            case Observation.Waiting(PackagerReport report) -> notice(reason, type, report);
            case Observation.Unheard _ -> findings.before(type);
            default -> Optional.empty();
        };
    }

    private static Optional<Verdict> notice(String reason, String type, PackagerReport report) {
        return report.problems().stream()
                .filter(problem -> problem.reason().equals(reason))
                .findFirst()
                .map(problem ->
                        new Verdict(
                                type, Condition.Status.True, problem.reason(), problem.message()));
    }
}
