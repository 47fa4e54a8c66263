package dev.streamapp.packager.media;

import java.nio.ByteBuffer;

/** The descriptors of an esds box (ISO/IEC 14496-1, 7.2.6). */
final class ElementaryStream {
    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC = 5;

    /** Size of the decoding buffer, maximum and average bit rate. */
    private static final int RATES = 3 + 4 + 4;

    private ElementaryStream() {}

    static int objectType(ByteBuffer esds) throws InvalidMedia {
        seek(esds, DECODER_CONFIG);
        return esds.get() & 0xff;
    }

    /** AudioSpecificConfig's object type; 2 is AAC LC. */
    static int audioProfile(ByteBuffer esds) throws InvalidMedia {
        seek(esds, DECODER_SPECIFIC);
        int first = esds.getShort() & 0xffff;
        int profile = first >> 11;
        return profile == 31 ? 32 + (first >> 5 & 0x3f) : profile;
    }

    /** Writes zeros over what the stream's rates are said to be. */
    static void blankRates(ByteBuffer esds) throws InvalidMedia {
        seek(esds, DECODER_CONFIG);
        // behind object type and stream type
        esds.position(esds.position() + 2);
        esds.put(new byte[RATES]);
    }

    private static void seek(ByteBuffer esds, int wanted) throws InvalidMedia {
        esds.position(4);
        while (esds.hasRemaining()) {
            int tag = esds.get() & 0xff;
            length(esds);
            if (tag == wanted) {
                return;
            }
            // an ES descriptor starts with its id and flags, a decoder config with 13 bytes
            esds.position(esds.position() + (tag == 3 ? 3 : 13));
        }
        throw new InvalidMedia("esds without descriptor " + wanted);
    }

    private static void length(ByteBuffer esds) {
        while ((esds.get() & 0x80) != 0) {
            continue;
        }
    }
}
