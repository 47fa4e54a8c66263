package dev.streamapp.e2e;

/**
 * The lock of whoever needs the processors. Who waits nearly all the time does not take it, and
 * runs beside the one who needs them alone.
 */
final class Processors {
    static final String LOCK = "the processors";

    private Processors() {}
}
