package dev.streamapp.packager.rtmp;

import java.io.IOException;

/** The other side does not speak RTMP as it should. */
final class ProtocolError extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolError(String message) {
        super(message);
    }
}
