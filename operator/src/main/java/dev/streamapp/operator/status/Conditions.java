package dev.streamapp.operator.status;

import dev.streamapp.crds.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Puts new conditions over old ones. */
final class Conditions {

    private Conditions() {}

    /** The time of a condition moves only when its status does; reason and message may change. */
    static List<Condition> merge(List<Condition> before, List<Verdict> verdicts, Instant now) {
        String time = now.truncatedTo(ChronoUnit.SECONDS).toString();
        return verdicts.stream()
                .map(verdict ->
                        before.stream()
                                .filter(was -> was.type().equals(verdict.type()))
                                .filter(was -> was.status() == verdict.status())
                                .findFirst()
                                .map(was -> verdict.since(was.lastTransitionTime()))
                                .orElseGet(() -> verdict.since(time)))
                .toList();
    }
}
