package dev.streamapp.crds;

/** Pieces of validation rules (CEL) that several records use. */
final class Rules {

    /**
     * A Kubernetes duration string; made part of a rule so that one message covers every mistake.
     */
    private static final String DURATION = ".matches('^([0-9]+([.][0-9]+)?(ms|s|m|h))+$')";

    /**
     * Longest duration string; rules over strings without a bound are too costly for the API
     * server.
     */
    static final int DURATION_LENGTH = 16;

    static final String RECONNECT_WINDOW =
            "self.reconnectWindow"
                    + DURATION
                    + " && duration(self.reconnectWindow) >= duration('5s')"
                    + " && duration(self.reconnectWindow) <= duration('1h')";

    static final String SEGMENT =
            "self.segmentDuration"
                    + DURATION
                    + " && duration(self.segmentDuration) >= duration('1s')"
                    + " && duration(self.segmentDuration) <= duration('10s')";

    static final String PART =
            "self.partDuration"
                    + DURATION
                    + " && duration(self.partDuration) >= duration('100ms')"
                    + " && duration(self.partDuration) <= duration('1s')";

    /** Says nothing about malformed durations: the rules above do. */
    static final String PART_OF_SEGMENT =
            "!self.partDuration"
                    + DURATION
                    + " || !self.segmentDuration"
                    + DURATION
                    + " || duration(self.partDuration) + duration(self.partDuration)"
                    + " <= duration(self.segmentDuration)";

    static final String RETENTION =
            "self.retention"
                    + DURATION
                    + " && duration(self.retention) >= duration('1m')"
                    + " && duration(self.retention) <= duration('8760h')";

    /** Says nothing about malformed quantities: the rules of each do. */
    static final String RECORDING_FITS =
            "!has(self.recording) || !has(self.recording.maxSize)"
                    + " || !isQuantity(self.recording.maxSize) || !isQuantity(self.storage.size)"
                    + " || quantity(self.recording.maxSize).compareTo("
                    + "quantity(self.storage.size).sub(quantity('128Mi'))) <= 0";

    static final String ROUTED_BY_UDP =
            "!has(self.exposure.type) || self.exposure.type != 'UDPRoute' || !has(self.ingest.rtmp)";

    static final String LATENCY =
            "self.latency"
                    + DURATION
                    + " && duration(self.latency) >= duration('20ms')"
                    + " && duration(self.latency) <= duration('8s')";

    static final String KEY_FRAME_INTERVAL =
            "self.keyFrameInterval"
                    + DURATION
                    + " && duration(self.keyFrameInterval) >= duration('200ms')"
                    + " && duration(self.keyFrameInterval) <= duration('10s')";

    static final int URL_LENGTH = 512;

    /** A host name, an IPv4 address, or an IPv6 address in brackets. */
    private static final String HOST =
            "([A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[[][0-9A-Fa-f:]+[]])";

    private static final String PORT = ":[0-9]{1,5}";

    /** What may stand in path and query: nothing that ends an address, no blank, no user. */
    private static final String PATH_CHARACTERS = "[A-Za-z0-9._~!$&()*+,;=:%/-]*";

    /** As a CEL string. */
    static final String SRT_URL = "'^srt://" + HOST + PORT + "$'";

    /** As a CEL string. */
    static final String RTSP_URL =
            "'^rtsp://"
                    + HOST
                    + "("
                    + PORT
                    + ")?(/"
                    + PATH_CHARACTERS
                    + ")?([?]"
                    + PATH_CHARACTERS
                    + ")?$'";

    /** The name of a cluster's object (RFC 1123 subdomain), as a CEL string. */
    static final String OBJECT_NAME =
            "'^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$'";

    /** What the receiver takes out of a query for itself, as a CEL string. */
    static final String RTSP_OPTION = "'[?&](udp|tcp|http|https|multicast|filter_src)(=|&|$)'";

    private Rules() {}
}
