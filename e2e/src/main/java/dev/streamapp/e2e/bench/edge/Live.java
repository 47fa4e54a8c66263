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
import java.util.stream.Collectors;

/**
 * Viewers of low-latency HLS at one edge: how much later than somebody who asks the packager itself
 * they learn of each part. Fifty of them fetch the parts too; two hundred, whose fetching would
 * take more processor than the edge, only learn.
 */
final class Live {
    private static final int FETCHING = 50;
    private static final int LEARNING = 200;
    private static final double AIM_MILLIS = 80;
    private static final double NANOS = 1e6;

    private final Site site;
    private final Duration time;

    Live(Site site, Duration time) {
        this.site = site;
        this.time = time;
    }

    /**
     * What a crowd saw.
     *
     * @param late by how many milliseconds each update came, sorted
     */
    private record Seen(int viewers, boolean fetch, List<Double> late, int skipped, long failed) {
        boolean missed() {
            return PlayerReport.percentile(late, 0.95) > AIM_MILLIS || skipped > 0;
        }

        String row() {
            return String.format(
                    Locale.ROOT,
                    "| %d | %s | %d | %.0f ms | %.0f ms | %d | %d |%n",
                    viewers,
                    fetch ? "yes" : "no",
                    late.size(),
                    PlayerReport.percentile(late, 0.5),
                    PlayerReport.percentile(late, 0.95),
                    skipped,
                    failed);
        }
    }

    Measured run() {
        List<Seen> crowds = List.of(seen(FETCHING, true), seen(LEARNING, false));
        return new Measured(
                """
                | viewers of low-latency HLS | fetch the parts | updates | later than the packager's own answer, p50 | p95 | updates skipped | answers other than 200 |
                |---|---|---|---|---|---|---|
                """
                        + crowds.stream().map(Seen::row).collect(Collectors.joining())
                        + """

                        - One edge, a stream of 320x180 (0.4 Mbit/s), for %d s: blocking reloads with the tokens of %d customers; beside them one client that asks the packager without the edge.
                          Aim: p95 at most %.0f ms, none skipped.

                        """
                                .formatted(time.toSeconds(), Site.CUSTOMERS, AIM_MILLIS),
                crowds.stream()
                        .filter(Seen::missed)
                        .map(crowd -> crowd.viewers() + " low-latency viewers")
                        .toList());
    }

    private Seen seen(int count, boolean fetch) {
        List<Customer> customers = site.small().customers(Site.CUSTOMERS);
        var trust = Https.trusting(site.shop().certificate());
        try (var reference = new Crowd(trust);
                var crowd = new Crowd(trust)) {
            var first = new LiveViewer(reference, site.small().stream().packager() + "/", false);
            reference.add(first);
            var viewers = new ArrayList<LiveViewer>();
            for (int i = 0; i < count; i++) {
                Customer customer = customers.get(i % Site.CUSTOMERS);
                var viewer = new LiveViewer(crowd, site.small().folder(customer), fetch);
                viewers.add(viewer);
                crowd.add(viewer);
            }
            Pause.pass(Duration.ofSeconds(15));
            crowd.reset();
            int skippedBefore = skipped(viewers);
            long from = System.nanoTime();
            Pause.pass(time);
            return new Seen(
                    count,
                    fetch,
                    late(first.learnt(), viewers, from),
                    skipped(viewers) - skippedBefore,
                    crowd.failures());
        }
    }

    private static int skipped(List<LiveViewer> viewers) {
        return viewers.stream().mapToInt(LiveViewer::skipped).sum();
    }

    private static List<Double> late(
            Map<File, Long> complete, List<LiveViewer> viewers, long from) {
        return viewers.stream()
                .flatMap(viewer -> viewer.learnt().entrySet().stream())
                .filter(learnt -> learnt.getValue() > from && complete.containsKey(learnt.getKey()))
                .map(learnt ->
                        (learnt.getValue() - complete.getOrDefault(learnt.getKey(), from)) / NANOS)
                .sorted()
                .toList();
    }
}
