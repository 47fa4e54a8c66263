package dev.streamapp.e2e.bench.edge;

import java.time.Duration;

/** Time that passes because it is what is measured. */
final class Pause {
    static void pass(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private Pause() {}
}
