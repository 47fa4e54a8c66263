package dev.streamapp.operator.port;

import java.util.Map;

/** Remembers freed ports across restarts of the operator. */
public interface PortMemory {

    /** What was remembered last; empty if nothing was or it cannot be read. */
    Map<Integer, Cooling> load();

    /** Remembers; returns at once. */
    void save(Map<Integer, Cooling> cooling);
}
