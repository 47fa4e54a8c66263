package dev.streamapp.e2e.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/** Closes what a measurement has opened, the last first, whatever becomes of one of them. */
public final class Teardown implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    /** Closes it too. */
    public <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    @Override
    public void close() {
        while (!things.isEmpty()) {
            try {
                things.pop().close();
            } catch (Exception e) {
                System.err.println("not closed: " + e);
            }
        }
    }
}
