package dev.streamapp.packager.media;

import java.io.IOException;

/** The input is not the fragmented MP4 it should be; the message says what was found. */
public final class InvalidMedia extends IOException {
    private static final long serialVersionUID = 1L;

    public InvalidMedia(String message) {
        super(message);
    }
}
