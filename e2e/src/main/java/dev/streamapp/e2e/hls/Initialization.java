package dev.streamapp.e2e.hls;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A media initialization section (RFC 8216bis 3.1.2).
 *
 * @param tracks by track id
 */
record Initialization(Map<Integer, Track> tracks) {
    private static final Set<String> BRANDS =
            Set.of("iso6", "iso7", "iso8", "iso9", "cmfc", "cmf2", "mp42", "dash", "msdh", "hlsf");

    /**
     * @param timescale ticks a second
     * @param sampleDuration in ticks, for fragments that give none
     * @param sampleFlags for fragments that give none
     */
    record Track(int id, boolean video, long timescale, int sampleDuration, int sampleFlags) {}

    Optional<Track> video() {
        return tracks.values().stream().filter(Track::video).findFirst();
    }

    static Initialization read(byte[] bytes, String uri, Violations violations) {
        List<Box> boxes = Box.in(ByteBuffer.wrap(bytes));
        var types = boxes.stream().map(Box::type).toList();
        violations.require(
                types.size() >= 2 && types.getFirst().equals("ftyp") && types.contains("moov"),
                Rule.INITIALIZATION,
                uri + " has the boxes " + types);
        boxes.stream()
                .filter(box -> box.type().equals("ftyp"))
                .findFirst()
                .ifPresent(ftyp -> brands(ftyp, uri, violations));
        Optional<Box> moov = boxes.stream().filter(box -> box.type().equals("moov")).findFirst();
        if (moov.isEmpty()) {
            return new Initialization(Map.of());
        }
        Optional<Box> mvex = moov.get().child("mvex");
        violations.require(mvex.isPresent(), Rule.INITIALIZATION, uri + " has no mvex");
        var tracks = new HashMap<Integer, Track>();
        for (Box trak : moov.get().children("trak")) {
            track(trak, mvex, uri, violations).ifPresent(track -> tracks.put(track.id(), track));
        }
        return new Initialization(Map.copyOf(tracks));
    }

    private static void brands(Box ftyp, String uri, Violations violations) {
        String text = StandardCharsets.ISO_8859_1.decode(ftyp.content().slice()).toString();
        violations.require(
                BRANDS.stream().anyMatch(text::contains),
                Rule.INITIALIZATION,
                uri + " has the brands " + text.replaceAll("[^a-zA-Z0-9]", " "));
    }

    private static Optional<Track> track(
            Box trak, Optional<Box> mvex, String uri, Violations violations) {
        Optional<Box> header = trak.child("tkhd");
        Optional<Box> media = trak.child("mdia");
        Optional<Box> mediaHeader = media.flatMap(box -> box.child("mdhd"));
        Optional<Box> handler = media.flatMap(box -> box.child("hdlr"));
        if (header.isEmpty() || mediaHeader.isEmpty() || handler.isEmpty()) {
            violations.add(Rule.INITIALIZATION, uri + " has a trak without tkhd, mdhd or hdlr");
            return Optional.empty();
        }
        int id = header.get().content().getInt(header.get().version() == 1 ? 20 : 12);
        long duration =
                header.get().version() == 1
                        ? header.get().content().getLong(28)
                        : header.get().content().getInt(20);
        violations.require(
                duration == 0,
                Rule.INITIALIZATION,
                uri + ": track " + id + " has the duration " + duration);
        long timescale =
                Integer.toUnsignedLong(
                        mediaHeader
                                .get()
                                .content()
                                .getInt(mediaHeader.get().version() == 1 ? 20 : 12));
        boolean video = handler.get().content().getInt(8) == 0x76696465;
        Optional<Box> defaults =
                mvex.flatMap(box ->
                        box.children("trex").stream()
                                .filter(trex -> trex.content().getInt(4) == id)
                                .findFirst());
        return Optional.of(
                new Track(
                        id,
                        video,
                        timescale,
                        defaults.map(trex -> trex.content().getInt(12)).orElse(0),
                        defaults.map(trex -> trex.content().getInt(20)).orElse(0)));
    }
}
