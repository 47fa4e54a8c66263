package dev.streamapp.operator.status;

import dev.streamapp.crds.Ingest;
import dev.streamapp.operator.children.IngestSecret;
import dev.streamapp.operator.children.SharedGateway;
import dev.streamapp.operator.observe.Observation;
import dev.streamapp.operator.observe.Problem;
import dev.streamapp.operator.observe.Problem.Concern;
import dev.streamapp.operator.observe.Routing;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the stream can be published to. Never depends on a publisher; a suspended stream is as
 * ready as it is meant to be, or tools that wait for readiness would wait for ever.
 */
final class Ready {

    static final String TYPE = "Ready";

    /** Reasons of a stream that can be published to, or pulls. */
    private static final Set<String> LISTENING = Set.of("Listening", "Pulling");

    private Ready() {}

    static Verdict of(Findings findings, @Nullable String ingestUrl) {
        Optional<Problem> problem = findings.problems(Concern.STREAM).stream().findFirst();
        if (problem.isPresent()) {
            return Verdict.no(TYPE, problem.get());
        }
        return switch (findings.observation()) {
            case Observation.Stopped _ ->
                    Verdict.yes(
                            TYPE,
                            "Suspended",
                            "Suspended; port, passphrase and volume are kept. Set spec.suspend to"
                                    + " false to go on.");
            case Observation.Absent _ -> Verdict.no(TYPE, "Starting", "The pod is being created.");
            case Observation.Starting _ -> starting();
            case Observation.Waiting _, Observation.Running _ -> listening(findings, ingestUrl);
            case Observation.Failing(Problem failure) -> Verdict.no(TYPE, failure);
            case Observation.Unheard(boolean silent) ->
                    silent || listened(findings)
                            ? listening(findings, ingestUrl)
                            : findings.before(TYPE).orElseGet(Ready::starting);
        };
    }

    /** Whether it did when it was last heard: where it does may have been changed since. */
    private static boolean listened(Findings findings) {
        return findings.before(TYPE).map(Verdict::reason).filter(LISTENING::contains).isPresent();
    }

    private static Verdict starting() {
        return Verdict.no(TYPE, "Starting", "The pod is starting.");
    }

    private static Verdict listening(Findings findings, @Nullable String ingestUrl) {
        Ingest ingest = findings.blueprint().spec().ingest();
        if (ingest.pulls()) {
            return Verdict.yes(
                    TYPE, "Pulling", "Pulls from %s.".formatted(Addresses.sourceUrl(ingest)));
        }
        if (ingest.testPattern() != null) {
            return Verdict.yes(TYPE, "Listening", "The test pattern is made in the pod.");
        }
        if (findings.routing() instanceof Routing.Pending(SharedGateway gateway)) {
            return Verdict.no(
                    TYPE,
                    "RoutePending",
                    "Gateway %s has not taken up the route to this stream yet; if this lasts, its controller serves no UDPRoutes."
                            .formatted(gateway));
        }
        if (ingestUrl == null) {
            return addressPending(findings);
        }
        String how =
                IngestSecret.reference(findings.blueprint())
                        .map(secret ->
                                "with the %s in Secret %s, key %s"
                                        .formatted(
                                                ingest.rtmp() == null ? "passphrase" : "stream key",
                                                secret.name(),
                                                secret.key()))
                        .orElse("without a passphrase");
        return Verdict.yes(TYPE, "Listening", "Publish to %s %s.".formatted(ingestUrl, how));
    }

    private static Verdict addressPending(Findings findings) {
        String holder =
                findings.routing() instanceof Routing.Attached ? "Gateway" : "ingest Service";
        return Verdict.no(
                TYPE,
                "AddressPending",
                "The %s has no address yet; if this lasts, the cluster gives none out: choose another spec.exposure.type."
                        .formatted(holder));
    }
}
