package dev.streamapp.packager.rtmp;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One connection of a publisher (RTMP 1.0, 7.2): commands first, then media. */
final class RtmpSession implements AutoCloseable {
    private static final int WINDOW = 2_500_000;
    private static final int PUBLISHED_STREAM = 1;
    private static final String SET_DATA_FRAME = "@setDataFrame";

    private final Socket socket;
    private final ChunkReader in;
    private final ChunkWriter out;
    private int window = WINDOW;
    private long acknowledged;

    /** Shakes hands. */
    RtmpSession(Socket socket) throws IOException {
        this.socket = socket;
        BufferedInputStream input = new BufferedInputStream(socket.getInputStream(), 16 << 10);
        OutputStream output = new BufferedOutputStream(socket.getOutputStream(), 4096);
        Handshake.accept(input, output);
        this.in = new ChunkReader(input);
        this.out = new ChunkWriter(output);
    }

    /**
     * Answers until the publisher names the stream that it wants to publish: that name is the key.
     */
    String awaitPublish() throws IOException {
        while (true) {
            Message message = next();
            if (message.type() != Message.COMMAND && message.type() != Message.AMF3_COMMAND) {
                continue;
            }
            List<Object> command = command(message);
            Object transaction = command.size() > 1 ? command.get(1) : 0;
            switch (String.valueOf(command.getFirst())) {
                case "connect" -> connected(transaction);
                case "createStream" ->
                        out.command(0, "_result", transaction, Amf0.NULL, PUBLISHED_STREAM);
                case "releaseStream", "FCPublish" ->
                        out.command(0, "_result", transaction, Amf0.NULL);
                case "publish" -> {
                    return command.size() > 3 ? String.valueOf(command.get(3)) : "";
                }
                case "play" -> throw new ProtocolError("a player; viewers use the playlist");
                default -> {
                    // nothing that a publisher waits for
                }
            }
        }
    }

    private void connected(Object transaction) throws IOException {
        out.begin(WINDOW);
        out.command(
                0,
                "_result",
                transaction,
                Map.of("fmsVer", "FMS/3,0,1,123", "capabilities", 31),
                Map.of(
                        "level",
                        "status",
                        "code",
                        "NetConnection.Connect.Success",
                        "description",
                        "Connected.",
                        "objectEncoding",
                        0));
    }

    /** Media are to follow; from now on another thread may read them. */
    void expectFrames() {
        in.expectFrames();
    }

    /** The publisher may send. */
    void accept() throws IOException {
        status("status", "NetStream.Publish.Start", "On air.");
    }

    /** The publisher may not send, for this reason. */
    void refuse(String why) throws IOException {
        status("error", "NetStream.Publish.BadName", why);
    }

    private void status(String level, String code, String description) throws IOException {
        out.command(
                PUBLISHED_STREAM,
                "onStatus",
                0,
                Amf0.NULL,
                Map.of("level", level, "code", code, "description", description));
    }

    /** The next piece of audio, video or metadata; null when the publisher has left. */
    @Nullable Message nextMedia() throws IOException {
        try {
            while (true) {
                Message message = next();
                switch (message.type()) {
                    case Message.AUDIO, Message.VIDEO -> {
                        return message;
                    }
                    case Message.DATA -> {
                        Message metadata = metadata(message);
                        if (metadata != null) {
                            return metadata;
                        }
                    }
                    case Message.COMMAND, Message.AMF3_COMMAND -> {
                        if (farewell(String.valueOf(command(message).getFirst()))) {
                            return null;
                        }
                    }
                    default -> {
                        // nothing of the media
                    }
                }
            }
        } catch (EOFException e) {
            return null;
        }
    }

    private static boolean farewell(String command) {
        return switch (command) {
            case "deleteStream", "FCUnpublish", "closeStream" -> true;
            default -> false;
        };
    }

    /** In a file, metadata stand without the order to keep them. */
    private static @Nullable Message metadata(Message message) {
        byte[] prefix = Amf0.encode(SET_DATA_FRAME);
        byte[] payload = message.payload();
        boolean ordered =
                payload.length > prefix.length
                        && Arrays.equals(payload, 0, prefix.length, prefix, 0, prefix.length);
        return ordered
                ? new Message(
                        message.type(),
                        message.stream(),
                        message.timestamp(),
                        Arrays.copyOfRange(payload, prefix.length, payload.length))
                : null;
    }

    private static List<Object> command(Message message) throws ProtocolError {
        // in AMF3's clothes a command is AMF0 after one byte
        int from = message.type() == Message.AMF3_COMMAND ? 1 : 0;
        List<Object> values = Amf0.decode(message.payload(), from);
        if (values.isEmpty()) {
            throw new ProtocolError("an empty command");
        }
        return values;
    }

    /** The next message that is not about the connection itself. */
    private Message next() throws IOException {
        while (true) {
            Message message = in.next();
            if (in.read() - acknowledged >= window) {
                acknowledged = in.read();
                out.acknowledge(acknowledged);
            }
            switch (message.type()) {
                case Message.WINDOW_SIZE -> window = Math.max(1, ChunkReader.number(message));
                case Message.USER_CONTROL -> pong(message.payload());
                default -> {
                    return message;
                }
            }
        }
    }

    private void pong(byte[] event) throws IOException {
        if (event.length >= 6 && event[0] == 0 && event[1] == 6) {
            out.pong(ByteBuffer.wrap(event, 2, 4).getInt());
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone all the more
        }
    }
}
