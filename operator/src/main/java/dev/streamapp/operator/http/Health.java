package dev.streamapp.operator.http;

/** How the operator is. */
public interface Health {

    /**
     * One answer.
     *
     * @param well whether all is well
     * @param text what is not
     */
    record Finding(boolean well, String text) {}

    /** Whether it can still come to do its work; if not, only a restart helps. */
    Finding alive();

    /** Whether it does its work now. */
    Finding ready();
}
