package dev.streamapp.operator.observe;

import dev.streamapp.operator.packager.PackagerReport;

/** A stream as it is seen, whatever was asked for. Every status follows from one of these. */
public sealed interface Observation {

    /** There is no pod. */
    record Absent() implements Observation {}

    /** There is a pod; nobody could publish yet. */
    record Starting() implements Observation {}

    /** Somebody could publish; nobody does. */
    record Waiting(PackagerReport report) implements Observation {}

    /** Somebody publishes, or did a moment ago and may be back. */
    record Running(PackagerReport report) implements Observation {

        /** Whether the publisher is away just now. */
        public boolean reconnecting() {
            return report.state() == PackagerReport.State.Reconnecting;
        }
    }

    /** It cannot work. */
    record Failing(Problem problem) implements Observation {}

    /** It is suspended and the pod is gone, or serves recordings only. */
    record Stopped() implements Observation {}

    /**
     * The pod is well as far as Kubernetes knows, but the packager has not told what it does. What
     * was known before stays.
     *
     * @param silent whether it has been asked for so long that something must be in the way
     */
    record Unheard(boolean silent) implements Observation {}
}
