package dev.streamapp.gateway.statistics;

import static dev.streamapp.gateway.platform.PageAddress.text;

import dev.streamapp.gateway.platform.PageAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page is asked to show, with the addresses of what it could show instead.
 *
 * @param span a word of {@link #SPANS}; empty for a span of the reader's own
 * @param from the own span; null with a word
 */
record Asked(
        @Nullable String streamId,
        @Nullable UUID orderId,
        String span,
        @Nullable Instant from,
        @Nullable Instant to) {

    static final String DAY = "day";
    static final String OWN = "";

    static final Map<String, Duration> SPANS =
            Map.of(DAY, Duration.ofDays(1), "week", Duration.ofDays(7), "month", Span.LONGEST);

    /** Takes what came in an address; an own span needs its beginning. */
    static Asked of(
            @Nullable String streamId,
            @Nullable UUID orderId,
            @Nullable String span,
            @Nullable Instant from,
            @Nullable Instant to) {
        String stream = streamId == null || streamId.isBlank() ? null : streamId.strip();
        return from == null
                ? new Asked(
                        stream,
                        orderId,
                        span != null && SPANS.containsKey(span) ? span : DAY,
                        null,
                        null)
                : new Asked(stream, orderId, OWN, from, to);
    }

    Span at(Instant now) {
        Duration length = SPANS.get(span);
        return length == null && from != null
                ? new Span(from, to == null ? now : to)
                : Span.before(now, length == null ? Duration.ofDays(1) : length);
    }

    public String self() {
        return href(streamId, orderId, span, from, to);
    }

    public String everything() {
        return href(null, null, span, from, to);
    }

    public String stream(String id) {
        return href(id, null, span, from, to);
    }

    public String order(String id) {
        return href(null, UUID.fromString(id), span, from, to);
    }

    public String over(String otherSpan) {
        return href(streamId, orderId, otherSpan, null, null);
    }

    private static String href(
            @Nullable String streamId,
            @Nullable UUID orderId,
            String span,
            @Nullable Instant from,
            @Nullable Instant to) {
        return PageAddress.of(
                "/admin/statistics",
                Map.of(
                        "streamId", text(streamId),
                        "orderId", text(orderId),
                        "span", span,
                        "from", text(from),
                        "to", text(to)));
    }
}
