package dev.streamapp.operator.children;

/** What becomes of a stream whose node is drained. */
public enum DrainPolicy {
    /** Its pod moves; publishers reconnect. */
    Allow,
    /** The drain waits until the stream is off air. */
    Block
}
