package dev.streamapp.e2e.hls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A box of an ISO base media file (ISO/IEC 14496-12 4.2).
 *
 * @param content what follows size and type; for a full box it starts with version and flags
 */
record Box(String type, ByteBuffer content) {
    /** The boxes in a stretch of bytes; an incomplete last one is left out. */
    static List<Box> in(ByteBuffer bytes) {
        var boxes = new ArrayList<Box>();
        ByteBuffer rest = bytes.slice();
        while (rest.remaining() >= 8) {
            long size = Integer.toUnsignedLong(rest.getInt(rest.position()));
            int header = 8;
            if (size == 1 && rest.remaining() >= 16) {
                size = rest.getLong(rest.position() + 8);
                header = 16;
            }
            if (size < header || size > rest.remaining()) {
                break;
            }
            byte[] type = new byte[4];
            rest.get(rest.position() + 4, type);
            ByteBuffer content = rest.slice(rest.position() + header, (int) size - header);
            boxes.add(new Box(new String(type, StandardCharsets.ISO_8859_1), content));
            rest.position(rest.position() + (int) size);
        }
        return boxes;
    }

    List<Box> children() {
        return in(content);
    }

    Optional<Box> child(String type) {
        return children().stream().filter(box -> box.type().equals(type)).findFirst();
    }

    List<Box> children(String type) {
        return children().stream().filter(box -> box.type().equals(type)).toList();
    }

    int version() {
        return content.get(0);
    }

    int flags() {
        return content.getInt(0) & 0xffffff;
    }
}
