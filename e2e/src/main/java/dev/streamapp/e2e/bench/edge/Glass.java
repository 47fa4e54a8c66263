package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.browser.Browser;
import dev.streamapp.e2e.browser.PlayerReport;
import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.gateway.Https;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the camera's clock to the picture in a browser: at the packager, and through the edge with
 * TLS while others watch too.
 */
final class Glass {
    private static final int OTHERS = 20;

    private final Site site;
    private final Path directory;
    private final Duration time;

    Glass(Site site, Path directory, Duration time) {
        this.site = site;
        this.directory = directory;
        this.time = time;
    }

    /** One way to watch. */
    private record Way(String name, URI playlist, boolean lowLatency, boolean others, double aim) {}

    Measured run() {
        List<Customer> customers = site.large().customers(OTHERS + 1);
        URI signed = URI.create(customers.getLast().streamUrl());
        URI packager = site.large().stream().packager().resolve("/playlist.m3u8");
        // three segments of 2 s, 1 s, and the latency of SRT
        double plain = 3 * 2 + 1 + 0.2;
        var ways =
                List.of(
                        new Way("at the packager, low latency", packager, true, false, 1.4),
                        new Way("through the edge, low latency", signed, true, true, 2.0),
                        new Way("at the packager, ordinary HLS", packager, false, false, plain),
                        new Way("through the edge, ordinary HLS", signed, false, true, plain));
        var rows = new StringBuilder();
        var missed = new ArrayList<String>();
        try (var browser = new Browser(directory.resolve("page"), null)) {
            for (Way way : ways) {
                List<Double> latencies = latencies(browser, way, customers.subList(0, OTHERS));
                double p95 = PlayerReport.percentile(latencies, 0.95) / 1e3;
                rows.append(
                        String.format(
                                Locale.ROOT,
                                "| %s | %.2f s | %.2f s | %.1f s |%n",
                                way.name(),
                                PlayerReport.percentile(latencies, 0.5) / 1e3,
                                p95,
                                way.aim()));
                if (p95 > way.aim()) {
                    missed.add("glass to glass " + way.name());
                }
            }
        }
        return new Measured(page(rows.toString()), missed);
    }

    private List<Double> latencies(Browser browser, Way way, List<Customer> others) {
        try (var crowd = new Crowd(Https.trusting(site.shop().certificate()));
                var viewer = browser.open(way.playlist(), way.lowLatency())) {
            if (way.others()) {
                others.forEach(other ->
                        crowd.add(new LiveViewer(crowd, site.large().folder(other), true)));
            }
            viewer.await(
                    "a picture", Duration.ofSeconds(60), report -> report.firstPictureAt() > 0);
            Pause.pass(Duration.ofSeconds(15));
            Instant from = Instant.now();
            Pause.pass(time);
            return viewer.report(from).latenciesSince(from);
        }
    }

    private String page(String rows) {
        return """
        | glass to glass in a browser | p50 | p95 | aim for p95 |
        |---|---|---|---|
        %s
        - hls.js in a headless Chromium, for %d s after 15 s: the time of day when a picture is shown minus the time drawn in it when it was made. Through the edge with
          TLS, while %d others watch in low latency. Key frame each second, SRT latency 200 ms, parts 200 ms, segments 2 s.

        """
                .formatted(rows, time.toSeconds(), OTHERS);
    }
}
