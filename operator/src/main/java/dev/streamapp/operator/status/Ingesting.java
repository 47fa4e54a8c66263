package dev.streamapp.operator.status;

import dev.streamapp.crds.Ingest;
import dev.streamapp.crds.Media;
import dev.streamapp.operator.observe.Observation;
import dev.streamapp.operator.packager.PackagerReport;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a publisher sends. */
final class Ingesting {

    static final String TYPE = "Ingesting";

    /** What the packager says of somebody who tries to publish in vain. */
    private static final Set<String> PUBLISHER_PROBLEMS =
            Set.of(
                    "PublisherRefused",
                    "UnsupportedCodec",
                    "InvalidMedia",
                    "FfmpegFailed",
                    "SourceUnreachable",
                    "SourceRefused",
                    "BadCredentials");

    /** What is worth knowing of a stream that is on air nevertheless. */
    private static final Set<String> NOTES = Set.of("AudioTranscoded", "AudioDropped", "BFrames");

    /** Reasons of a stream that nothing has come in for yet, with nothing wrong. */
    private static final Set<String> NOBODY = Set.of("Connecting", "WaitingForPublisher");

    private Ingesting() {}

    static Verdict of(Findings findings) {
        return switch (findings.observation()) {
            case Observation.Running running when running.reconnecting() ->
                    Verdict.no(
                            TYPE,
                            "Reconnecting",
                            "Nothing comes from the publisher; viewers keep the last picture. It may come"
                                    + " back within %s and nothing else changes."
                                            .formatted(
                                                    findings.blueprint().spec().reconnectWindow())
                                    + said(running.report(), PUBLISHER_PROBLEMS));
            case Observation.Running(PackagerReport report) ->
                    Verdict.yes(
                            TYPE,
                            "OnAir",
                            "Receiving %s.".formatted(tracks(report)) + said(report, NOTES));
            case Observation.Waiting(PackagerReport report) -> waiting(report, findings);
            case Observation.Stopped _ -> Verdict.no(TYPE, "Suspended", "The stream is suspended.");
            case Observation.Unheard(boolean silent) ->
                    silent
                            ? Verdict.unknown(
                                    TYPE,
                                    "PackagerUnreachable",
                                    "The operator cannot reach the pod on port 9090; a network"
                                            + " policy may be in the way.")
                            : unheard(findings);
            case Observation.Absent _, Observation.Starting _, Observation.Failing _ ->
                    notListening();
        };
    }

    private static String said(PackagerReport report, Set<String> reasons) {
        return report.problems().stream()
                .filter(problem -> reasons.contains(problem.reason()))
                .map(problem -> " " + problem.message())
                .collect(Collectors.joining());
    }

    private static Verdict waiting(PackagerReport report, Findings findings) {
        return report.problems().stream()
                .filter(problem -> PUBLISHER_PROBLEMS.contains(problem.reason()))
                .findFirst()
                .map(problem -> Verdict.no(TYPE, problem.reason(), problem.message()))
                .orElseGet(() -> nobody(findings.blueprint().spec().ingest()));
    }

    /** What was said before stands; of whom it waits for, what the spec says now. */
    private static Verdict unheard(Findings findings) {
        Verdict was = findings.before(TYPE).orElseGet(Ingesting::notListening);
        return NOBODY.contains(was.reason()) ? nobody(findings.blueprint().spec().ingest()) : was;
    }

    private static Verdict nobody(Ingest ingest) {
        return ingest.pulls()
                ? Verdict.no(
                        TYPE,
                        "Connecting",
                        "Nothing has come from %s yet.".formatted(Addresses.sourceUrl(ingest)))
                : Verdict.no(TYPE, "WaitingForPublisher", "Nobody publishes yet.");
    }

    private static Verdict notListening() {
        return Verdict.no(TYPE, "NotListening", "Nobody can publish yet; see condition Ready.");
    }

    private static String tracks(PackagerReport report) {
        Media media = report.media();
        if (media == null) {
            return "a publisher";
        }
        return MediaFacts.tracks(media);
    }
}
