package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.bench.Usage;
import dev.streamapp.e2e.gateway.Https;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A thousand requests that wait at one packager at once: it answers, or says that it is full. */
final class Waiting {
    private static final int REQUESTS = 1_000;

    /** The kubelet counts every ten seconds or so. */
    private static final Duration COUNTED = Duration.ofSeconds(25);

    private final Site site;
    private final Duration time;

    Waiting(Site site, Duration time) {
        this.site = site;
        this.time = time;
    }

    Measured run() {
        String namespace = site.small().stream().namespace();
        String stream = site.small().stream().name();
        int restarts = restarts();
        Usage idle = Usage.read(site.cluster(), namespace);
        try (var crowd = new Crowd(Https.trusting(site.shop().certificate()))) {
            for (int i = 0; i < REQUESTS; i++) {
                crowd.add(new LiveViewer(crowd, site.small().stream().packager() + "/", false));
            }
            Pause.pass(COUNTED);
            Usage before = Usage.read(site.cluster(), namespace);
            crowd.reset();
            Pause.pass(time);
            Usage after = Usage.read(site.cluster(), namespace);
            var answers = crowd.answers();
            int again = restarts() - restarts;
            return new Measured(
                    String.format(
                                    Locale.ROOT,
                                    """
                                    | requests that wait at one packager | answered 200 | 503 | no answer | its CPU | anonymous memory (before) | restarts |
                                    |---|---|---|---|---|---|---|
                                    | %d | %d | %d | %d | %.0f %% of a core | %.0f MB (%.0f MB) | %d |
                                    """,
                                    REQUESTS,
                                    answers.getOrDefault("200", 0L),
                                    answers.getOrDefault("503", 0L),
                                    answers.getOrDefault("no answer", 0L),
                                    after.cpuPercent(stream, before),
                                    after.anonymousMegabytes(stream),
                                    idle.anonymousMegabytes(stream),
                                    again)
                            + """

                            - Without the edge, for %d s; who is refused asks again after 100 ms. Aim: CPU and memory bounded, no restart.

                            """
                                    .formatted(time.toSeconds()),
                    again == 0 ? List.of() : List.of("waiting requests"));
        }
    }

    private int restarts() {
        return site.small().stream().pod().getStatus().getContainerStatuses().stream()
                .mapToInt(container -> container.getRestartCount())
                .sum();
    }
}
