package dev.streamapp.packager.media;

import java.nio.ByteBuffer;

/**
 * The bit rates in sample descriptions. ffmpeg measures them in the first frames of a run, so no
 * two runs have the same; no decoder needs them.
 */
final class BitRates {
    private static final int VISUAL_ENTRY = 78;
    private static final int AUDIO_ENTRY = 28;
    private static final int BTRT = 12;

    private BitRates() {}

    /** Writes zeros over them in a {@code moov} box. */
    static void blank(ByteBuffer moov) throws InvalidMedia {
        for (Boxes.Child track : new Boxes(moov)) {
            if (track.type().equals("trak")) {
                ByteBuffer mdia = Boxes.require(track.body(), "mdia");
                ByteBuffer stsd = Boxes.require(mdia, "minf", "stbl", "stsd");
                byte[] handler = new byte[4];
                Boxes.require(mdia, "hdlr").get(8, handler);
                boolean video = Bytes.fourcc(handler, 0).equals("vide");
                for (Boxes.Child entry : new Boxes(stsd.slice(8, stsd.remaining() - 8))) {
                    blank(entry.body(), video ? VISUAL_ENTRY : AUDIO_ENTRY);
                }
            }
        }
    }

    private static void blank(ByteBuffer entry, int fields) throws InvalidMedia {
        for (Boxes.Child box : new Boxes(entry.slice(fields, entry.remaining() - fields))) {
            switch (box.type()) {
                case "btrt" -> box.body().put(new byte[BTRT]);
                case "esds" -> ElementaryStream.blankRates(box.body());
                default -> {}
            }
        }
    }
}
