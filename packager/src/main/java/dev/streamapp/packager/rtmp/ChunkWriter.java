package dev.streamapp.packager.rtmp;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes a server's few short messages, each as one chunk. Safe for use by several threads. */
final class ChunkWriter {
    private static final int CHUNK_SIZE = 4096;
    private static final int CONTROL_STREAM = 2;
    private static final int COMMAND_STREAM = 3;
    private static final int DYNAMIC = 2;

    private final DataOutputStream out;

    ChunkWriter(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    /** Announces everything that is to be known before the first answer. */
    void begin(int windowSize) throws IOException {
        control(Message.SET_CHUNK_SIZE, ByteBuffer.allocate(4).putInt(CHUNK_SIZE));
        control(Message.WINDOW_SIZE, ByteBuffer.allocate(4).putInt(windowSize));
        control(
                Message.PEER_BANDWIDTH,
                ByteBuffer.allocate(5).putInt(windowSize).put((byte) DYNAMIC));
    }

    /** Tells how much was received. */
    void acknowledge(long bytes) throws IOException {
        control(Message.ACKNOWLEDGEMENT, ByteBuffer.allocate(4).putInt((int) bytes));
    }

    /** Answers a ping. */
    void pong(int timestamp) throws IOException {
        control(Message.USER_CONTROL, ByteBuffer.allocate(6).putShort((short) 7).putInt(timestamp));
    }

    /** Sends an AMF0 command on a message stream. */
    void command(int stream, Object... values) throws IOException {
        write(COMMAND_STREAM, Message.COMMAND, stream, Amf0.encode(values));
    }

    private void control(int type, ByteBuffer payload) throws IOException {
        write(CONTROL_STREAM, type, 0, payload.array());
    }

    private synchronized void write(int chunkStream, int type, int stream, byte[] payload)
            throws IOException {
        ByteBuffer header = ByteBuffer.allocate(12);
        header.put((byte) chunkStream);
        header.put(new byte[3]);
        header.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        header.put((byte) type);
        header.putInt(Integer.reverseBytes(stream));
        out.write(header.array());
        out.write(payload);
        out.flush();
    }
}
