package dev.streamapp.gateway.statistics;

import dev.streamapp.gateway.platform.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** View statistics of a stream, an order, an access, or of everything; the last day by default. */
@RestController
class StatisticsController {

    private final StatisticsQuery query;
    private final Clock clock;

    StatisticsController(StatisticsQuery query, Clock clock) {
        this.query = query;
        this.clock = clock;
    }

    @GetMapping("/api/admin/statistics")
    Statistics statistics(
            @RequestParam(required = false) @Nullable String streamId,
            @RequestParam(required = false) @Nullable UUID orderId,
            @RequestParam(required = false) @Nullable UUID accessId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        Instant now = clock.instant();
        Instant end = to == null ? now : to;
        var span = new Span(from == null ? end.minus(Duration.ofDays(1)) : from, end);
        if (!span.isCountable()) {
            throw ProblemException.of(
                            HttpStatus.BAD_REQUEST, "That span of time cannot be counted.")
                    .with("from", "must be before \"to\", by 31 days at most");
        }
        return query.answer(
                new StatisticsQuery.Question(
                        streamId, orderId, accessId, span.from(), span.to(), now));
    }
}
