package dev.streamapp.packager.rtmp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What a publisher sends, as an FLV file without end (Video File Format 10.1, Annex E). Reading it
 * reads the connection; closing it ends the connection.
 */
final class FlvStream extends InputStream {
    private static final int TAG_HEADER = 11;

    private final RtmpSession session;
    private ByteBuffer pending = ByteBuffer.wrap(header());

    FlvStream(RtmpSession session) {
        this.session = session;
    }

    /** Audio and video are promised; one that stays away costs the time of ffmpeg's analysis. */
    private static byte[] header() {
        ByteBuffer header = ByteBuffer.allocate(13);
        header.put(new byte[] {'F', 'L', 'V', 1, 5}).putInt(9).putInt(0);
        return header.array();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!pending.hasRemaining()) {
            Message message = session.nextMedia();
            if (message == null) {
                return -1;
            }
            pending = tag(message);
        }
        int size = Math.min(length, pending.remaining());
        pending.get(target, offset, size);
        return size;
    }

    private static ByteBuffer tag(Message message) {
        int size = message.payload().length;
        ByteBuffer tag = ByteBuffer.allocate(TAG_HEADER + size + 4);
        tag.put((byte) message.type());
        tag.put((byte) (size >> 16)).putShort((short) size);
        int time = message.timestamp();
        tag.put((byte) (time >> 16)).putShort((short) time).put((byte) (time >> 24));
        tag.put(new byte[3]);
        tag.put(message.payload());
        tag.putInt(TAG_HEADER + size);
        return tag.flip();
    }

    @Override
    public void close() {
        session.close();
    }
}
