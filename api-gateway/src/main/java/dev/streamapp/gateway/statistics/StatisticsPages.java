package dev.streamapp.gateway.statistics;

import dev.streamapp.gateway.platform.AdminPage;
import dev.streamapp.gateway.statistics.Statistics.Hour;
import dev.streamapp.gateway.statistics.StatisticsQuery.Question;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What was watched, in figures and charts: of everything, a stream or an order. */
@AdminPage
class StatisticsPages {

    private static final int MOST = 15;

    private final StatisticsQuery query;
    private final Clock clock;

    StatisticsPages(StatisticsQuery query, Clock clock) {
        this.query = query;
        this.clock = clock;
    }

    @GetMapping("/admin/statistics")
    String statistics(
            @RequestParam(required = false) @Nullable String streamId,
            @RequestParam(required = false) @Nullable UUID orderId,
            @RequestParam(required = false) @Nullable String span,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            Model page) {
        Instant now = clock.instant();
        Asked asked = Asked.of(streamId, orderId, span, from, to);
        Span wished = asked.at(now);
        page.addAttribute("asked", asked);
        page.addAttribute("countable", wished.isCountable());
        // the form says what is wrong with the wish; what is shown is the last day
        show(
                asked,
                wished.isCountable() ? wished : Span.before(now, Duration.ofDays(1)),
                now,
                page);
        return "admin/statistics";
    }

    private void show(Asked asked, Span span, Instant now, Model page) {
        var question =
                new Question(asked.streamId(), asked.orderId(), null, span.from(), span.to(), now);
        Statistics statistics = query.answer(question);
        page.addAttribute("statistics", statistics);
        page.addAttribute("middle", span.middle());
        page.addAttribute("viewers", Chart.of(statistics.hours(), Hour::viewers));
        page.addAttribute("minutes", Chart.of(statistics.hours(), Hour::minutesWatched));
        page.addAttribute(
                "watched", statistics.hours().stream().filter(hour -> hour.viewers() > 0).toList());
        page.addAttribute("streams", query.streams(question, MOST));
        page.addAttribute("orders", query.orders(question, MOST));
        UUID order = asked.orderId();
        if (order != null) {
            page.addAttribute("orderName", query.orderNumber(order).orElse(order.toString()));
        }
    }
}
