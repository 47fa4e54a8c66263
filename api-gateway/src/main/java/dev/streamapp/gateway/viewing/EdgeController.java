package dev.streamapp.gateway.viewing;

import dev.streamapp.gateway.viewing.Admission.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletResponse;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

    private final Admission admission;
    private final Packagers packagers;
    private final Map<Outcome, Counter> counters = new EnumMap<>(Outcome.class);

    EdgeController(Admission admission, Packagers packagers, MeterRegistry metrics) {
        this.admission = admission;
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
            @RequestHeader(value = "X-Stream-Kind", defaultValue = PLAYLIST) String kind,
            HttpServletResponse response) {
        Outcome outcome = admission.decide(streamId, token, PLAYLIST.equals(kind));
        response.setStatus(outcome.status);
        response.setHeader(HttpHeaders.CACHE_CONTROL, lifetime(outcome));
        if (outcome == Outcome.ADMITTED) {
            response.setHeader("X-Stream-Upstream", packagers.media(streamId));
        }
        Objects.requireNonNull(counters.get(outcome)).increment();
    }

    /**
     * How long the edge keeps an answer: the longest time a revocation goes unnoticed there. While
     * no gateway answers, viewers who were let in go on (RFC 5861, section 4).
     */
    private static String lifetime(Outcome outcome) {
        return switch (outcome) {
            case ADMITTED -> "max-age=5, stale-if-error=900";
            case BAD_TOKEN, NO_RIGHT, NO_STREAM -> "max-age=1";
            case NOT_READY -> "no-store";
        };
    }
}
