package dev.streamapp.operator.children;

import dev.streamapp.crds.Ingest;

/** What publishers speak to a stream that they connect to. */
public enum IngestProtocol {
    SRT("srt", "UDP", 9000),
    RTMP("rtmp", "TCP", 1935);

    private final String scheme;
    private final String transport;
    private final int podPort;

    IngestProtocol(String scheme, String transport, int podPort) {
        this.scheme = scheme;
        this.transport = transport;
        this.podPort = podPort;
    }

    /** The one of an ingest that listens. */
    public static IngestProtocol of(Ingest ingest) {
        return ingest.rtmp() == null ? SRT : RTMP;
    }

    /** Name of its ports, of the field of spec.ingest that pins one, and scheme of its URLs. */
    public String scheme() {
        return scheme;
    }

    /** TCP or UDP. */
    String transport() {
        return transport;
    }

    /** Port in the pod, whatever the public one is. */
    int podPort() {
        return podPort;
    }
}
