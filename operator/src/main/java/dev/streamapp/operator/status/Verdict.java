package dev.streamapp.operator.status;

import dev.streamapp.crds.Condition;
import dev.streamapp.operator.observe.Problem;

/** A condition without its time. */
record Verdict(String type, Condition.Status status, String reason, String message) {

    static Verdict yes(String type, String reason, String message) {
        return new Verdict(type, Condition.Status.True, reason, message);
    }

    static Verdict no(String type, String reason, String message) {
        return new Verdict(type, Condition.Status.False, reason, message);
    }

    static Verdict no(String type, Problem problem) {
        return no(type, problem.reason(), problem.message());
    }

    static Verdict unknown(String type, String reason, String message) {
        return new Verdict(type, Condition.Status.Unknown, reason, message);
    }

    static Verdict of(Condition condition) {
        return new Verdict(
                condition.type(), condition.status(), condition.reason(), condition.message());
    }

    Condition since(String time) {
        return new Condition(type, status, reason, message, time);
    }
}
