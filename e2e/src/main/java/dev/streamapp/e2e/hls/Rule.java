package dev.streamapp.e2e.hls;

/**
 * What RFC 8216bis demands of the playlists and media of a live low-latency origin, one sentence
 * each. A rule that says SHOULD is held to like a MUST: this origin means to keep it.
 */
public enum Rule {
    // the file
    CONTENT_TYPE(
            "4",
            Level.MUST,
            "A playlist is identifiable by its path (.m3u8) or its Content-Type application/vnd.apple.mpegurl."),
    UTF8(
            "4.1",
            Level.MUST,
            "A playlist is UTF-8, without byte order mark and without control characters other than CR and LF."),
    WHITESPACE("4.1", Level.MUST, "No whitespace where the syntax has none."),
    FIRST_LINE("4.4.1.1", Level.MUST, "The first line is #EXTM3U."),
    ONE_KIND(
            "4.1",
            Level.MUST,
            "Tags of media playlists and tags of multivariant playlists are not mixed."),
    TAG_ONCE("4.4.3", Level.MUST, "A tag that applies to the whole playlist appears once at most."),
    ATTRIBUTE_SYNTAX(
            "4.2",
            Level.MUST,
            "An attribute list is NAME=value pairs; each value has the type its definition asks for."),
    ATTRIBUTE_ONCE("4.2", Level.MUST, "An attribute name appears once in a list."),
    ATTRIBUTE_REQUIRED("4.4", Level.MUST, "Attributes that are required by a tag are there."),
    VERSION(
            "8",
            Level.MUST,
            "EXT-X-VERSION is at least what the tags need: 3 for fractional EXTINF, 4 for EXT-X-BYTERANGE, 6 for EXT-X-MAP, 9 for EXT-X-SKIP."),

    // one media playlist
    TARGET_DURATION(
            "4.4.3.1", Level.MUST, "EXT-X-TARGETDURATION is there, an integer of at least 1."),
    SEGMENT_DURATION(
            "4.4.3.1",
            Level.MUST,
            "No EXTINF, rounded to the nearest integer, exceeds the target duration."),
    EXTINF("4.4.4.1", Level.MUST, "Each media segment has an EXTINF with its duration."),
    SEQUENCE_FIRST(
            "4.4.3.2, 4.4.3.3",
            Level.MUST,
            "EXT-X-MEDIA-SEQUENCE and EXT-X-DISCONTINUITY-SEQUENCE come before the first segment, the latter before any EXT-X-DISCONTINUITY."),
    MEDIA_SEQUENCE(
            "6.2.2",
            Level.MUST,
            "A playlist from which segments are removed has EXT-X-MEDIA-SEQUENCE."),
    DISCONTINUITY_SEQUENCE(
            "6.2.2",
            Level.MUST,
            "A playlist from which segments are removed and which has EXT-X-DISCONTINUITY has EXT-X-DISCONTINUITY-SEQUENCE."),
    MAP("3.1.2", Level.MUST, "An EXT-X-MAP applies to each fragmented MP4 segment."),
    MAP_CHANGE(
            "4.4.4.3",
            Level.MUST,
            "A new initialization section is a new timestamp sequence here, so EXT-X-DISCONTINUITY comes with it."),
    PLAYLIST_TYPE("6.2.2", Level.MUST, "A live playlist has no EXT-X-PLAYLIST-TYPE."),
    ENDLIST(
            "4.4.3.4",
            Level.MUST,
            "No EXT-X-ENDLIST while the stream exists: it says that no segment will ever follow."),
    SKIP_UNASKED("6.2.5.1", Level.MUST, "EXT-X-SKIP only in answer to _HLS_skip."),
    DATE_SYNTAX("4.4.4.6", Level.MUST, "EXT-X-PROGRAM-DATE-TIME is an ISO 8601 date and time."),
    DATE_ZONE(
            "4.4.4.6",
            Level.SHOULD,
            "EXT-X-PROGRAM-DATE-TIME has a time zone and at least milliseconds."),
    DATE_AMBIGUOUS(
            "6.2.1", Level.MUST, "Dates of successive segments overlap by less than a second."),
    DATE_DISCONTINUITY(
            "6.2.1",
            Level.SHOULD,
            "A segment after a discontinuity has its own EXT-X-PROGRAM-DATE-TIME, where dates are used."),

    // parts
    PART_INF(
            "4.4.3.7",
            Level.MUST,
            "EXT-X-PART-INF with PART-TARGET is there when there are parts."),
    PART_TOO_LONG("4.4.4.9", Level.MUST, "No part is longer than the part target duration."),
    PART_TOO_SHORT(
            "4.4.4.9",
            Level.MUST,
            "No part is shorter than 85 % of it, except with INDEPENDENT=YES, GAP=YES, before a gap, or as the last of its segment."),
    PART_TAGS_FIRST(
            "4.4.4.9",
            Level.MUST,
            "Discontinuity, map, key and date of a segment come before its first EXT-X-PART."),
    PARTS_FILL_SEGMENT(
            "3.2",
            Level.MUST,
            "The parts of a segment hold the same samples as the segment: their durations add up to its EXTINF."),
    HOLD_BACK("4.4.3.8", Level.MUST, "HOLD-BACK is at least three target durations."),
    PART_HOLD_BACK_REQUIRED(
            "4.4.3.8", Level.MUST, "PART-HOLD-BACK is there when there is EXT-X-PART-INF."),
    PART_HOLD_BACK(
            "4.4.3.8", Level.MUST, "PART-HOLD-BACK is at least twice the part target duration."),
    PART_HOLD_BACK_AMPLE(
            "4.4.3.8",
            Level.SHOULD,
            "PART-HOLD-BACK is at least three times the part target duration."),
    SKIP_BOUNDARY(
            "4.4.3.8",
            Level.MUST,
            "CAN-SKIP-UNTIL is at least six target durations; CAN-SKIP-DATERANGES only with it."),
    SKIPPED_TOO_MUCH(
            "4.4.3.8",
            Level.MUST,
            "What a delta update leaves out is farther from the end than CAN-SKIP-UNTIL."),
    HINT_ONCE("6.2.6", Level.SHOULD, "At most one EXT-X-PRELOAD-HINT of a type."),
    HINT_LISTED("4.4.5.3", Level.MUST, "The hinted part is not listed yet."),
    PARTS_AT_LIVE_EDGE(
            "6.2.2",
            Level.SHOULD,
            "Parts farther than three target durations from the end are no longer listed."),

    // the multivariant playlist
    VARIANT_URI(
            "4.4.6.2", Level.MUST, "Each EXT-X-STREAM-INF is followed by the URI of its playlist."),
    BANDWIDTH(
            "4.4.6.2",
            Level.MUST,
            "Each EXT-X-STREAM-INF has BANDWIDTH, a positive number of bits per second."),
    CODECS(
            "4.4.6.2",
            Level.SHOULD,
            "Each EXT-X-STREAM-INF has CODECS, each entry in the form of RFC 6381."),
    FRAME_RATE("4.4.6.2", Level.MUST, "FRAME-RATE is a decimal of at most three places."),

    // a playlist and those before it
    MEDIA_SEQUENCE_REGRESSED("6.2.2", Level.MUST, "The media sequence number never decreases."),
    DISCONTINUITY_SEQUENCE_REGRESSED(
            "6.2.2", Level.MUST, "The discontinuity sequence number never decreases."),
    END_REGRESSED(
            "6.2.1",
            Level.MUST,
            "A playlist only grows at its end: nothing that was there last is taken back."),
    SEGMENT_CHANGED(
            "6.2.1",
            Level.MUST,
            "A segment that was listed keeps its URI, duration, map and date for ever."),
    PART_CHANGED(
            "6.2.1",
            Level.MUST,
            "A part that was listed keeps its URI, duration and independence for ever."),
    PARTS_CLOSED("6.2.1", Level.MUST, "No part is added to a segment after the segment is listed."),
    PART_REMOVAL_ORDER("6.2.2", Level.MUST, "Parts are removed in order, oldest first."),
    DISCONTINUITY_NUMBER(
            "6.2.2",
            Level.MUST,
            "A segment keeps its discontinuity sequence number when earlier discontinuities are removed."),
    TARGET_DURATION_CHANGED("6.2.1", Level.MUST, "The target duration never changes."),
    HEADER_CHANGED(
            "6.2.1",
            Level.MUST,
            "Part target, server control and the other tags of the whole playlist never change."),
    PLAYLIST_TOO_SHORT(
            "6.2.2",
            Level.MUST,
            "No segment is removed when less than three target durations would be left."),
    SKIPPED_UNKNOWN(
            "6.2.5.1",
            Level.MUST,
            "What a delta update leaves out was listed before; with it the update is the whole playlist."),
    HINT_KEPT(
            "4.4.5.3",
            Level.MUST,
            "What was hinted becomes the next part, under the hinted URI, unless the segmentation changes at a discontinuity."),

    // media
    MEDIA_AVAILABLE(
            "6.2.1",
            Level.MUST,
            "A listed segment, part or initialization section can be fetched at once."),
    MEDIA_KEPT(
            "6.2.2",
            Level.MUST,
            "A removed segment can be fetched until its first listing plus its duration plus the longest playlist it was in; a removed part for three target durations."),
    ONE_CONTENT("6.2.1", Level.MUST, "One URL never answers with two contents."),
    PARTS_ARE_SEGMENT(
            "3.2", Level.MUST, "The parts of a segment, one after another, are the segment."),
    INITIALIZATION(
            "3.1.2",
            Level.MUST,
            "An initialization section is ftyp (iso6 or newer), moov with mvex, without samples and durations."),
    FRAGMENT(
            "3.1.2",
            Level.MUST,
            "Each track fragment has a tfdt, relative addressing, and a track in the initialization section."),
    MEDIA_DURATION(
            "4.4.4.1",
            Level.MUST,
            "The media of a segment or part last as long as is said, within a frame."),
    TIMESTAMPS(
            "4.4.4.3",
            Level.MUST,
            "Decode times continue from segment to segment unless a discontinuity is announced."),
    INDEPENDENT("4.4.4.9", Level.MUST, "A part marked INDEPENDENT=YES contains a key frame."),
    INDEPENDENT_MARKED(
            "4.4.4.9", Level.SHOULD, "A part that contains a key frame is marked INDEPENDENT=YES."),
    INDEPENDENT_SEGMENTS(
            "4.4.2.1",
            Level.MUST,
            "With EXT-X-INDEPENDENT-SEGMENTS each segment starts with a key frame."),
    DECODES("3", Level.MUST, "Each listed segment decodes without error, every sample of it."),

    // requests
    BLOCKING_RELOAD(
            "6.2.5.2", Level.MUST, "An answer to _HLS_msn/_HLS_part contains what was waited for."),
    PART_WITHOUT_MSN("6.2.5.2", Level.MUST, "_HLS_part without _HLS_msn is a bad request (400)."),
    TOO_FAR_AHEAD(
            "6.2.5.2",
            Level.SHOULD,
            "_HLS_msn more than two past the last segment is a bad request (400)."),
    UNKNOWN_FILE("6.2.6", Level.SHOULD, "What is neither listed nor hinted is not found (404).");

    /** How strongly the specification asks. */
    public enum Level {
        MUST,
        SHOULD
    }

    private final String paragraph;
    private final Level level;
    private final String sentence;

    Rule(String paragraph, Level level, String sentence) {
        this.paragraph = paragraph;
        this.level = level;
        this.sentence = sentence;
    }

    /** The section of draft-pantos-hls-rfc8216bis-22, such as {@code 4.4.4.9}. */
    public String paragraph() {
        return paragraph;
    }

    public Level level() {
        return level;
    }

    /** The rule in one sentence. */
    public String sentence() {
        return sentence;
    }
}
