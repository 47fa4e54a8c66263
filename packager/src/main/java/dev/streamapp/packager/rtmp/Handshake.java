package dev.streamapp.packager.rtmp;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The plain handshake (RTMP 1.0, 5.2), which every encoder can do. */
final class Handshake {
    private static final int VERSION = 3;
    private static final int SIZE = 1536;

    private Handshake() {}

    static void accept(InputStream input, OutputStream out) throws IOException {
        DataInputStream in = new DataInputStream(input);
        int version = in.readUnsignedByte();
        if (version != VERSION) {
            throw new ProtocolError("a first byte of " + version + ": this is not RTMP");
        }
        byte[] theirs = new byte[SIZE];
        in.readFully(theirs);
        byte[] answer = new byte[1 + 2 * SIZE];
        answer[0] = VERSION;
        // ours is of zeros: nothing here is made secret by it
        System.arraycopy(theirs, 0, answer, 1 + SIZE, SIZE);
        out.write(answer);
        out.flush();
        in.readFully(new byte[SIZE]);
    }
}
