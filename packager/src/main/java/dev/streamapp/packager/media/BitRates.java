package dev.streamapp.packager.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the bit rates out of an initialization section. ffmpeg measures them in the first frames of
 * a run, or leaves the box for them out where these are too few, so no two runs have the same; no
 * decoder needs them.
 */
final class BitRates {
    private static final int HEADER = 8;

    private final byte[] result;

    /** Boxes to be left out, in order. */
    private final List<ByteBuffer> boxes = new ArrayList<>();

    private BitRates(byte[] all) {
        this.result = all.clone();
    }

    /**
     * What is left: no MP4 any more, for the boxes around what is left out have no size.
     *
     * @param all ftyp + moov
     */
    static byte[] without(byte[] all) throws InvalidMedia {
        var work = new BitRates(all);
        ByteBuffer moov = Boxes.require(ByteBuffer.wrap(all), "moov");
        work.unsize(moov);
        for (Boxes.Child track : new Boxes(moov)) {
            if (track.type().equals("trak")) {
                work.track(track.body());
            }
        }
        return work.cut();
    }

    private void track(ByteBuffer trak) throws InvalidMedia {
        unsize(trak);
        ByteBuffer mdia = Boxes.require(trak, "mdia");
        byte[] handler = new byte[4];
        Boxes.require(mdia, "hdlr").get(8, handler);
        int fields =
                Bytes.fourcc(handler, 0).equals("vide") ? Codecs.VISUAL_ENTRY : Codecs.AUDIO_ENTRY;
        ByteBuffer at = mdia;
        unsize(at);
        for (String type : List.of("minf", "stbl", "stsd")) {
            at = Boxes.require(at, type);
            unsize(at);
        }
        for (Boxes.Child entry : new Boxes(at.slice(8, at.remaining() - 8))) {
            entry(entry.body(), fields);
        }
    }

    private void entry(ByteBuffer entry, int fields) throws InvalidMedia {
        unsize(entry);
        for (Boxes.Child box : new Boxes(entry.slice(fields, entry.remaining() - fields))) {
            switch (box.type()) {
                case "btrt" -> boxes.add(box.body());
                case "esds" -> ElementaryStream.blankRates(inResult(box.body()));
                default -> {}
            }
        }
    }

    private ByteBuffer inResult(ByteBuffer body) {
        return ByteBuffer.wrap(result).slice(body.arrayOffset(), body.remaining());
    }

    private void unsize(ByteBuffer body) {
        int header = body.arrayOffset() - HEADER;
        Arrays.fill(result, header, header + Integer.BYTES, (byte) 0);
    }

    private byte[] cut() {
        ByteBuffer left = ByteBuffer.allocate(result.length);
        int from = 0;
        for (ByteBuffer box : boxes) {
            left.put(result, from, box.arrayOffset() - HEADER - from);
            from = box.arrayOffset() + box.remaining();
        }
        left.put(result, from, result.length - from);
        return Arrays.copyOf(left.array(), left.position());
    }
}
