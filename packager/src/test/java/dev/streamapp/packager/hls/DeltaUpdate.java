package dev.streamapp.packager.hls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamapp.packager.hls.PlaylistRules.Listed;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a client makes of a Playlist Delta Update and the list it has (RFC 8216bis, 6.2.5.1). */
public final class DeltaUpdate {
    private DeltaUpdate() {}

    /**
     * Puts an update and a former list together, which must give the whole list.
     *
     * @return how many segments were left out
     */
    public static long check(PlaylistRules former, String update, PlaylistRules whole) {
        PlaylistRules told = new PlaylistRules(update);
        long skipped = told.skipped();
        if (skipped > 0) {
            beyondTheBoundary(told);
            fill(told, former, skipped);
        }
        assertThat(told.hint).isEqualTo(whole.hint);
        assertThat(withoutSkip(told.tags)).isEqualTo(withoutSkip(whole.tags));
        assertThat(told.segments).hasSameSizeAs(whole.segments);
        for (int i = 0; i < told.segments.size(); i++) {
            same(told.segments.get(i), whole.segments.get(i));
        }
        return skipped;
    }

    private static void beyondTheBoundary(PlaylistRules told) {
        BigDecimal length =
                told.segments.stream()
                        .map(DeltaUpdate::length)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(length)
                .as("4.4.3.8: what is left out is farther from the end than the boundary")
                .isGreaterThanOrEqualTo(told.skipBoundary());
    }

    private static BigDecimal length(Listed segment) {
        return segment.uri != null
                ? segment.duration
                : segment.parts.stream()
                        .map(PlaylistRules.ListedPart::duration)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static void fill(PlaylistRules told, PlaylistRules former, long skipped) {
        long until = told.mediaSequence + skipped;
        List<Listed> known =
                former.segments.stream()
                        .filter(segment -> segment.msn >= told.mediaSequence && segment.msn < until)
                        .map(DeltaUpdate::withoutParts)
                        .toList();
        assertThat(known).as("the client has what is left out").hasSize((int) skipped);
        told.segments.addAll(0, known);
    }

    private static Listed withoutParts(Listed segment) {
        Listed whole = new Listed();
        whole.msn = segment.msn;
        whole.uri = segment.uri;
        whole.duration = segment.duration;
        whole.discontinuity = segment.discontinuity;
        whole.map = segment.map;
        whole.start = segment.start;
        return whole;
    }

    private static Map<String, String> withoutSkip(Map<String, String> tags) {
        Map<String, String> others = new HashMap<>(tags);
        others.remove("#EXT-X-SKIP");
        return others;
    }

    private static void same(Listed told, Listed whole) {
        assertThat(told.msn).isEqualTo(whole.msn);
        assertThat(told.uri).isEqualTo(whole.uri);
        assertThat(told.duration).isEqualTo(whole.duration);
        assertThat(told.discontinuity).isEqualTo(whole.discontinuity);
        assertThat(told.map).isEqualTo(whole.map);
        assertThat(told.start).isEqualTo(whole.start);
        assertThat(told.parts).isEqualTo(whole.parts);
    }
}
