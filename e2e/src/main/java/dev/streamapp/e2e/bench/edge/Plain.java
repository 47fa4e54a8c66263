package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.gateway.Customer;
import dev.streamapp.e2e.gateway.Https;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A thousand viewers of ordinary HLS, and what of it reaches the packager. */
final class Plain {
    private static final int VIEWERS = 1_000;
    private static final Duration TARGET = Duration.ofSeconds(2);

    private final Site site;
    private final Duration time;

    Plain(Site site, Duration time) {
        this.site = site;
        this.time = time;
    }

    Measured run() {
        List<Customer> customers = site.small().customers(Site.CUSTOMERS);
        var requests = new Requests(site.small().stream().controls());
        requests.await();
        // from before the first request to after the last: then both sides have counted the same
        long before = requests.total();
        try (var crowd = new Crowd(Https.trusting(site.shop().certificate()))) {
            for (int i = 0; i < VIEWERS; i++) {
                crowd.add(
                        new PlainViewer(
                                crowd,
                                site.small().folder(customers.get(i % Site.CUSTOMERS)),
                                TARGET));
            }
            Pause.pass(time);
            crowd.finish();
            long media = requests.total() - before - crowd.playlists();
            var files = crowd.files();
            long wanted = files.values().stream().mapToLong(Long::longValue).sum();
            long failed = crowd.failures();
            double each = (double) media / files.size();
            return new Measured(
                    String.format(
                                    Locale.ROOT,
                                    """
                                    | viewers of ordinary HLS | requests for segments | segments | of these requests reach the packager | for each segment | answers other than 200 |
                                    |---|---|---|---|---|---|
                                    | %d | %d | %d | %d | %.2f | %d |
                                    """,
                                    VIEWERS,
                                    wanted,
                                    files.size(),
                                    media,
                                    each,
                                    failed)
                            + """

                            - One edge, a stream of 320x180 (0.4 Mbit/s), for %d s; each viewer fetches the playlist every %d s, and each new segment, over connections of its own, with the tokens of %d customers. Aim: at most one request
                              for each segment, and no failure.

                            """
                                    .formatted(
                                            time.toSeconds(), TARGET.toSeconds(), Site.CUSTOMERS),
                    each <= 1.05 && failed == 0 ? List.of() : List.of("1,000 viewers"));
        }
    }
}
