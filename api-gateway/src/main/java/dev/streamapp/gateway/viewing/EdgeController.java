package dev.streamapp.gateway.viewing;

import dev.streamapp.gateway.access.Span;
import dev.streamapp.gateway.playback.MediaAddresses;
import dev.streamapp.gateway.viewing.Admission.Decision;
import dev.streamapp.gateway.viewing.Admission.Kind;
import dev.streamapp.gateway.viewing.Admission.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The edge asks before it serves (nginx's auth_request): may this token see this stream, and where
 * is the stream? Never routed from outside.
 *
 * <p>Every player reloads its playlist for as long as it plays: these questions, and no others, are
 * the viewer's heartbeat. Media may come from a buffer's end long after somebody left, or go out
 * through a CDN without any question.
 */
@RestController
class EdgeController {

    private static final String PLAYLIST = "playlist";
    private static final Pattern CUT = Pattern.compile("([0-9]{1,15})-([0-9]{1,15})");

    /** The longest time a revocation goes unnoticed at the edge. */
    private static final Duration KEPT = Duration.ofSeconds(5);

    /** While no gateway answers, viewers who were let in go on (RFC 5861, section 4). */
    private static final Duration KEPT_WHILE_AWAY = Duration.ofMinutes(15);

    private final Admission admission;
    private final MediaAddresses media;
    private final Packagers packagers;
    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    EdgeController(
            Admission admission, MediaAddresses media, Packagers packagers, MeterRegistry metrics) {
        this.admission = admission;
        this.media = media;
        this.packagers = packagers;
        for (Outcome outcome : Outcome.values()) {
            counters.put(
                    outcome,
                    Counter.builder("streamapp.edge.checks")
                            .description("Questions of the edge whether a viewer is let in")
                            .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                            .register(metrics));
        }
    }

    @GetMapping("/internal/edge/check")
    void check(
            @RequestHeader("X-Stream-Id") String streamId,
            @RequestHeader(value = "X-Stream-Token", required = false) @Nullable String token,
            @RequestHeader(value = "X-Stream-Kind", defaultValue = PLAYLIST) String asked,
            @RequestHeader(value = "X-Stream-Cut", required = false) @Nullable String cut,
            HttpServletResponse response) {
        Kind kind = kind(asked);
        Decision decision = admission.decide(streamId, token, kind, span(cut));
        Outcome outcome = decision.outcome();
        response.setStatus(outcome.status);
        switch (outcome) {
            case ADMITTED -> admit(streamId, kind, decision.from(), response);
            case BAD_TOKEN, NO_RIGHT, NO_STREAM ->
                    response.setHeader(HttpHeaders.CACHE_CONTROL, "max-age=1");
            case NOT_READY -> response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        Objects.requireNonNull(counters.get(outcome)).increment();
    }

    private static Kind kind(String asked) {
        return switch (asked) {
            case PLAYLIST -> Kind.PLAYLIST;
            case "media" -> Kind.MEDIA;
            case "replay" -> Kind.REPLAY;
            case "download" -> Kind.DOWNLOAD;
            default -> Kind.OTHER;
        };
    }

    /** Of {@code FROM-UNTIL} in milliseconds; null for anything else. */
    private static @Nullable Span span(@Nullable String cut) {
        Matcher words = CUT.matcher(cut == null ? "" : cut);
        return words.matches()
                ? new Span(
                        Instant.ofEpochMilli(Long.parseLong(words.group(1))),
                        Instant.ofEpochMilli(Long.parseLong(words.group(2))))
                : null;
    }

    /**
     * Says where the stream is, since when the viewer may see it, and where its media are to be
     * listed if not beside the playlist.
     */
    private void admit(
            String streamId, Kind kind, @Nullable Instant from, HttpServletResponse response) {
        response.setHeader("X-Stream-Upstream", packagers.media(streamId));
        if (from != null) {
            response.setHeader("X-Stream-From", String.valueOf(from.toEpochMilli()));
        }
        Duration atMost = KEPT.plus(KEPT_WHILE_AWAY);
        var base = kind == Kind.PLAYLIST ? media.base(streamId).orElse(null) : null;
        if (base != null) {
            response.setHeader("X-Stream-Media-Base", base.url());
            atMost = Collections.min(List.of(atMost, base.listable()));
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, lifetime(atMost.toSeconds()));
    }

    /** How long the edge keeps a yes, and may use it while no gateway answers; both together. */
    private static String lifetime(long seconds) {
        long kept = Math.min(KEPT.toSeconds(), seconds);
        return "max-age=%d, stale-if-error=%d".formatted(kept, seconds - kept);
    }
}
