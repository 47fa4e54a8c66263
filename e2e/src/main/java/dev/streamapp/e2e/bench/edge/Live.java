package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.bench.edge.LivePlaylist.File;
import dev.streamapp.e2e.browser.PlayerReport;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.gateway.Https;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two hundred viewers of low-latency HLS at one edge: how much later than somebody who asks the
 * packager itself they learn of each part.
 */
final class Live {
    private static final int VIEWERS = 200;
    private static final double AIM_MILLIS = 80;
    private static final double NANOS = 1e6;

    private final Site site;
    private final Duration time;

    Live(Site site, Duration time) {
        this.site = site;
        this.time = time;
    }

    Measured run() {
        List<Customer> customers = site.small().customers(Site.CUSTOMERS);
        var trust = Https.trusting(site.shop().certificate());
        try (var reference = new Crowd(trust);
                var crowd = new Crowd(trust)) {
            var first = new LiveViewer(reference, site.small().stream().packager() + "/", false);
            reference.add(first);
            var viewers = new ArrayList<LiveViewer>();
            for (int i = 0; i < VIEWERS; i++) {
                Customer customer = customers.get(i % Site.CUSTOMERS);
                var viewer = new LiveViewer(crowd, site.small().folder(customer), true);
                viewers.add(viewer);
                crowd.add(viewer);
            }
            Pause.pass(Duration.ofSeconds(15));
            crowd.reset();
            int skippedBefore = skipped(viewers);
            long from = System.nanoTime();
            Pause.pass(time);
            return result(first.learnt(), viewers, from, crowd, skipped(viewers) - skippedBefore);
        }
    }

    private static int skipped(List<LiveViewer> viewers) {
        return viewers.stream().mapToInt(LiveViewer::skipped).sum();
    }

    private Measured result(
            Map<File, Long> complete,
            List<LiveViewer> viewers,
            long from,
            Crowd crowd,
            int skipped) {
        List<Double> late =
                viewers.stream()
                        .flatMap(viewer -> viewer.learnt().entrySet().stream())
                        .filter(learnt ->
                                learnt.getValue() > from && complete.containsKey(learnt.getKey()))
                        .map(learnt ->
                                (learnt.getValue() - complete.getOrDefault(learnt.getKey(), from))
                                        / NANOS)
                        .sorted()
                        .toList();
        double p95 = PlayerReport.percentile(late, 0.95);
        long failed =
                crowd.answers().entrySet().stream()
                        .filter(answer -> !answer.getKey().equals("200"))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return new Measured(
                String.format(
                                Locale.ROOT,
                                """
                                | viewers of low-latency HLS | updates | later than the packager's own answer, p50 | p95 | updates skipped | answers other than 200 |
                                |---|---|---|---|---|---|
                                | %d | %d | %.0f ms | %.0f ms | %d | %d |
                                """,
                                VIEWERS,
                                late.size(),
                                PlayerReport.percentile(late, 0.5),
                                p95,
                                skipped,
                                failed)
                        + """

                        - One edge, a stream of 320x180 (0.4 Mbit/s), for %d s: blocking reloads with the tokens of %d customers, and every part fetched; beside them one client that asks the packager without the edge.
                          Aim: p95 at most %.0f ms, none skipped.

                        """
                                .formatted(time.toSeconds(), Site.CUSTOMERS, AIM_MILLIS),
                p95 <= AIM_MILLIS && skipped == 0 ? List.of() : List.of("200 low-latency viewers"));
    }
}
