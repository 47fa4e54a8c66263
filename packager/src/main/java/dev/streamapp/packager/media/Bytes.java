package dev.streamapp.packager.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Big-endian numbers and four-character codes in byte arrays. */
final class Bytes {
    private Bytes() {}

    static int int32(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).getInt(at);
    }

    static long int64(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN).getLong(at);
    }

    static String fourcc(byte[] bytes, int at) {
        return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
    }

    static String hex(byte[] bytes, int from, int to) {
        return HexFormat.of().formatHex(bytes, from, to);
    }
}
