package dev.streamapp.operator.port;

import dev.streamapp.operator.observe.Problem;

/** The answer to a stream that wants a port. */
public sealed interface PortDecision {

    /** It may have this one. */
    record Granted(int port) implements PortDecision {}

    /** It gets none, for this reason. */
    record Refused(Problem problem) implements PortDecision {}
}
