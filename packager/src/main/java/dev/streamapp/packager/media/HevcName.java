package dev.streamapp.packager.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Calls H.265 {@code hvc1}, the only name under which Apple's players play it. That name promises
 * that all parameter sets stand in the sample description (ISO/IEC 14496-15, 8.4.1): ffmpeg puts
 * them there, and calls it {@code hev1} only because it was not told the codec beforehand.
 */
final class HevcName {
    private static final byte[] COMPLETE = "hvc1".getBytes(StandardCharsets.US_ASCII);
    private static final int ARRAYS = 22;
    private static final int ARRAY_COMPLETENESS = 0x80;

    private HevcName() {}

    /** Changes the bytes of a {@code moov} box where they describe H.265. */
    static void complete(ByteBuffer moov) throws InvalidMedia {
        for (Boxes.Child track : new Boxes(moov)) {
            if (track.type().equals("trak")) {
                ByteBuffer stsd = Boxes.require(track.body(), "mdia", "minf", "stbl", "stsd");
                rename(stsd.slice(8, stsd.remaining() - 8));
            }
        }
    }

    private static void rename(ByteBuffer entries) throws InvalidMedia {
        int type = 4;
        for (Boxes.Child entry : new Boxes(entries)) {
            ByteBuffer body = entry.body();
            if (entry.type().equals("hev1")) {
                ByteBuffer hvcC =
                        Boxes.require(
                                body.slice(
                                        Codecs.VISUAL_ENTRY,
                                        body.remaining() - Codecs.VISUAL_ENTRY),
                                "hvcC");
                if (completeArrays(hvcC)) {
                    entries.put(type, COMPLETE);
                }
            }
            type += 8 + body.remaining();
        }
    }

    /** Marks each array of parameter sets as complete; false where there is none to rely on. */
    private static boolean completeArrays(ByteBuffer hvcC) {
        int arrays = hvcC.get(ARRAYS) & 0xff;
        int at = ARRAYS + 1;
        for (int i = 0; i < arrays; i++) {
            hvcC.put(at, (byte) (hvcC.get(at) | ARRAY_COMPLETENESS));
            int units = hvcC.getShort(at + 1) & 0xffff;
            at += 3;
            for (int unit = 0; unit < units; unit++) {
                at += 2 + (hvcC.getShort(at) & 0xffff);
            }
        }
        return arrays > 0;
    }
}
