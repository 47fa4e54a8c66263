package dev.streamapp.packager.media;

import java.io.IOException;

/** A track whose coding HLS players cannot be told about; the message names it. */
public final class UnsupportedCodec extends IOException {
    private static final long serialVersionUID = 1L;

    public UnsupportedCodec(String message) {
        super(message);
    }
}
