package dev.streamapp.packager;

/** How lines of the log look. */
sealed interface LogForm {
    /** For people. */
    record Text() implements LogForm {}

    /**
     * For machines.
     *
     * @param namespace of the stream, which every line is about
     * @param stream its name
     */
    record Json(String namespace, String stream) implements LogForm {}
}
