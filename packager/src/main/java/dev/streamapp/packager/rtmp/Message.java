package dev.streamapp.packager.rtmp;

/**
 * An RTMP message (RTMP 1.0, 6).
 *
 * @param stream message stream id, 0 for the connection itself
 * @param timestamp milliseconds, unsigned
 */
record Message(int type, int stream, int timestamp, byte[] payload) {
    static final int SET_CHUNK_SIZE = 1;
    static final int ABORT = 2;
    static final int ACKNOWLEDGEMENT = 3;
    static final int USER_CONTROL = 4;
    static final int WINDOW_SIZE = 5;
    static final int PEER_BANDWIDTH = 6;
    static final int AUDIO = 8;
    static final int VIDEO = 9;
    static final int AMF3_COMMAND = 17;
    static final int DATA = 18;
    static final int COMMAND = 20;
}
