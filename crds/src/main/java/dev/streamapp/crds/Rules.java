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

    private Rules() {}
}
