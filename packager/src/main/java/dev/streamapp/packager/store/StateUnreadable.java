package dev.streamapp.packager.store;

import java.io.IOException;

/** The journal of an earlier life of the packager cannot be understood; the message says why. */
public final class StateUnreadable extends IOException {
    private static final long serialVersionUID = 1L;

    public StateUnreadable(String message) {
        super(message);
    }

    public StateUnreadable(String message, Throwable cause) {
        super(message, cause);
    }
}
