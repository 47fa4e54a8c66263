package dev.streamapp.packager.rtmp;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts messages together from the chunks they come in (RTMP 1.0, 5.3). */
final class ChunkReader {
    /** Room for every command, and little enough for strangers to ask for. */
    private static final int LONGEST_COMMAND = 16 << 10;

    /** Room for a key frame at 100 Mbit/s. */
    private static final int LONGEST_FRAME = 2 << 20;

    /** Publishers use a handful; each may hold an unfinished message. */
    private static final int MOST_STREAMS = 16;

    private static final int EXTENDED = 0xffffff;

    private final DataInputStream in;
    private final Map<Integer, ChunkStream> streams = new HashMap<>();
    private int chunkSize = 128;
    private int longest = LONGEST_COMMAND;
    private long read;

    ChunkReader(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /** The header that later chunks of the same stream leave out, and what has come so far. */
    private static final class ChunkStream {
        private int timestamp;
        private int delta;
        private boolean extended;
        private int length;
        private int type;
        private int message;
        private byte @Nullable [] payload;
        private int filled;
    }

    /** From now on messages may be as long as frames are. */
    void expectFrames() {
        longest = LONGEST_FRAME;
    }

    /** Bytes read since the connection began. */
    long read() {
        return read;
    }

    /**
     * The next whole message; those about chunks are understood here.
     *
     * @throws java.io.EOFException at the end
     */
    Message next() throws IOException {
        while (true) {
            Message message = chunk();
            if (message == null) {
                continue;
            }
            switch (message.type()) {
                case Message.SET_CHUNK_SIZE -> {
                    chunkSize = number(message);
                    if (chunkSize < 1) {
                        throw new ProtocolError("a chunk size of " + chunkSize);
                    }
                }
                case Message.ABORT -> {
                    ChunkStream aborted = streams.get(number(message));
                    if (aborted != null) {
                        aborted.payload = null;
                    }
                }
                default -> {
                    return message;
                }
            }
        }
    }

    static int number(Message message) throws ProtocolError {
        if (message.payload().length < 4) {
            throw new ProtocolError("a control message of " + message.payload().length + " bytes");
        }
        return ByteBuffer.wrap(message.payload()).getInt();
    }

    private @Nullable Message chunk() throws IOException {
        int first = in.readUnsignedByte();
        int id = first & 0x3f;
        read++;
        if (id == 0) {
            id = 64 + in.readUnsignedByte();
            read++;
        } else if (id == 1) {
            id = 64 + in.readUnsignedByte() + 256 * in.readUnsignedByte();
            read += 2;
        }
        ChunkStream stream = streams.computeIfAbsent(id, any -> new ChunkStream());
        if (streams.size() > MOST_STREAMS) {
            throw new ProtocolError("more than " + MOST_STREAMS + " chunk streams");
        }
        header(stream, first >> 6);
        byte[] payload = stream.payload;
        if (payload == null) {
            throw new ProtocolError("a chunk without a header before it");
        }
        int size = Math.min(chunkSize, payload.length - stream.filled);
        in.readFully(payload, stream.filled, size);
        read += size;
        stream.filled += size;
        if (stream.filled < payload.length) {
            return null;
        }
        stream.payload = null;
        return new Message(stream.type, stream.message, stream.timestamp, payload);
    }

    /** Header formats 0 to 3 leave out more and more of what is as before. */
    private void header(ChunkStream stream, int format) throws IOException {
        boolean starts = stream.payload == null;
        if (format <= 2) {
            int time = uint24();
            if (format <= 1) {
                stream.length = uint24();
                stream.type = in.readUnsignedByte();
                read++;
            }
            if (format == 0) {
                stream.message = Integer.reverseBytes(in.readInt());
                read += 4;
            }
            stream.extended = time == EXTENDED;
            stream.delta = time;
        }
        if (stream.extended) {
            int time = in.readInt();
            read += 4;
            stream.delta = format <= 2 || starts ? time : stream.delta;
        }
        if (!starts && format == 3) {
            return;
        }
        stream.timestamp = format == 0 ? stream.delta : stream.timestamp + stream.delta;
        if (stream.length > longest) {
            throw new ProtocolError("a message of " + stream.length + " bytes");
        }
        stream.payload = new byte[stream.length];
        stream.filled = 0;
    }

    private int uint24() throws IOException {
        read += 3;
        return in.readUnsignedByte() << 16 | in.readUnsignedByte() << 8 | in.readUnsignedByte();
    }
}
