package dev.streamapp.packager.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** From a track's sample description to codec strings (RFC 6381 and the codecs' own mappings). */
final class Codecs {
    /** Bytes of a visual sample entry before its boxes (ISO/IEC 14496-12, 12.1.3). */
    static final int VISUAL_ENTRY = 78;

    /** The same of an audio sample entry (12.2.3). */
    static final int AUDIO_ENTRY = 28;

    private Codecs() {}

    /** What a {@code trak} box describes. */
    static Track track(ByteBuffer trak) throws IOException {
        int id = trackId(Boxes.require(trak, "tkhd"));
        ByteBuffer mdia = Boxes.require(trak, "mdia");
        long timescale = timescale(Boxes.require(mdia, "mdhd"));
        if (timescale <= 0) {
            throw new InvalidMedia("track " + id + " without a timescale");
        }
        ByteBuffer stsd = Boxes.require(mdia, "minf", "stbl", "stsd");
        ByteBuffer entries = stsd.slice(8, stsd.remaining() - 8);
        for (Boxes.Child entry : new Boxes(entries)) {
            return describe(id, timescale, entry.type(), entry.body());
        }
        throw new InvalidMedia("track " + id + " without a sample description");
    }

    private static Track describe(int id, long timescale, String type, ByteBuffer entry)
            throws IOException {
        return switch (type) {
            case "avc1", "avc3" -> video(id, timescale, entry, "H.264", avc(type, entry));
            case "hvc1", "hev1" -> video(id, timescale, entry, "H.265", hevc(type, entry));
            case "av01" -> video(id, timescale, entry, "AV1", av1(entry));
            case "mp4a" -> mp4a(id, timescale, entry);
            case "Opus" -> audio(id, timescale, entry, "Opus", "opus");
            case "ac-3" -> audio(id, timescale, entry, "AC-3", "ac-3");
            case "ec-3" -> audio(id, timescale, entry, "E-AC-3", "ec-3");
            default ->
                    throw new UnsupportedCodec(
                            "The publisher sends "
                                    + type.strip()
                                    + ", which HLS players do not play; set H.264, H.265 or AV1 for"
                                    + " video and AAC or Opus for audio in the encoder.");
        };
    }

    private static int trackId(ByteBuffer tkhd) {
        return tkhd.getInt(tkhd.get(0) == 1 ? 20 : 12);
    }

    private static long timescale(ByteBuffer mdhd) {
        return Integer.toUnsignedLong(mdhd.getInt(mdhd.get(0) == 1 ? 20 : 12));
    }

    private static Track video(
            int id, long timescale, ByteBuffer entry, String format, String codec) {
        return new Track.Video(
                id,
                timescale,
                codec,
                format,
                entry.getShort(24) & 0xffff,
                entry.getShort(26) & 0xffff);
    }

    private static Track audio(
            int id, long timescale, ByteBuffer entry, String format, String codec) {
        return new Track.Audio(
                id,
                timescale,
                codec,
                format,
                entry.getShort(24) & 0xffff,
                entry.getShort(16) & 0xffff);
    }

    /** The boxes of a visual sample entry. */
    private static ByteBuffer visualExtension(ByteBuffer entry, String type) throws InvalidMedia {
        return Boxes.require(entry.slice(VISUAL_ENTRY, entry.remaining() - VISUAL_ENTRY), type);
    }

    /** RFC 6381, 3.3: profile, constraint flags and level as they stand in avcC. */
    private static String avc(String type, ByteBuffer entry) throws InvalidMedia {
        ByteBuffer avcC = visualExtension(entry, "avcC");
        return "%s.%02x%02x%02x"
                .formatted(type, avcC.get(1) & 0xff, avcC.get(2) & 0xff, avcC.get(3) & 0xff);
    }

    /** ISO/IEC 14496-15, E.3. */
    private static String hevc(String type, ByteBuffer entry) throws InvalidMedia {
        ByteBuffer hvcC = visualExtension(entry, "hvcC");
        int first = hvcC.get(1) & 0xff;
        String space = first >> 6 == 0 ? "" : String.valueOf((char) ('A' + (first >> 6) - 1));
        int profile = first & 0x1f;
        String compatibility = Integer.toHexString(Integer.reverse(hvcC.getInt(2)));
        String tier = (first & 0x20) == 0 ? "L" : "H";
        StringBuilder codec =
                new StringBuilder(
                        "%s.%s%d.%s.%s%d"
                                .formatted(
                                        type,
                                        space,
                                        profile,
                                        compatibility,
                                        tier,
                                        hvcC.get(12) & 0xff));
        int last = 11;
        while (last >= 6 && hvcC.get(last) == 0) {
            last--;
        }
        for (int i = 6; i <= last; i++) {
            codec.append('.').append(Integer.toHexString(hvcC.get(i) & 0xff));
        }
        return codec.toString();
    }

    /** AV1 Codec ISO Media File Format Binding, 5. */
    private static String av1(ByteBuffer entry) throws InvalidMedia {
        ByteBuffer av1C = visualExtension(entry, "av1C");
        int profile = (av1C.get(1) & 0xff) >> 5;
        int level = av1C.get(1) & 0x1f;
        int flags = av1C.get(2) & 0xff;
        boolean high = (flags & 0x40) != 0;
        boolean twelve = (flags & 0x20) != 0;
        int depth = high ? (profile == 2 && twelve ? 12 : 10) : 8;
        return "av01.%d.%02d%s.%02d"
                .formatted(profile, level, (flags & 0x80) == 0 ? "M" : "H", depth);
    }

    private static Track mp4a(int id, long timescale, ByteBuffer entry) throws IOException {
        ByteBuffer esds =
                Boxes.require(entry.slice(AUDIO_ENTRY, entry.remaining() - AUDIO_ENTRY), "esds");
        int objectType = ElementaryStream.objectType(esds.duplicate());
        if (objectType == 0x69 || objectType == 0x6b) {
            return audio(id, timescale, entry, "MP3", "mp4a." + hex(objectType));
        }
        int profile = ElementaryStream.audioProfile(esds.duplicate());
        return audio(id, timescale, entry, "AAC", "mp4a.%s.%d".formatted(hex(objectType), profile));
    }

    private static String hex(int value) {
        return Integer.toHexString(value).toLowerCase(Locale.ROOT);
    }
}
