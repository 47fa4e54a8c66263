package dev.streamapp.gateway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;

/** The section "Gateway" of a page. */
record Section(
        Duration time, String loadBefore, String loadAfter, Starts starts, Edge edge, Storm storm) {

    private static final String HEADING = "## Gateway\n";
    private static final String NEXT_HEADING = "\n## ";

    /** Puts it in the place of the former one, else at the end; the rest of the page stays. */
    void writeTo(Path file) throws IOException {
        String page = Files.readString(file);
        int begin = page.indexOf("\n" + HEADING);
        if (begin < 0) {
            Files.writeString(file, page.stripTrailing() + "\n\n" + text());
            return;
        }
        int end = page.indexOf(NEXT_HEADING, begin + 1);
        Files.writeString(
                file, page.substring(0, begin + 1) + text() + (end < 0 ? "" : page.substring(end)));
    }

    private String text() throws IOException {
        var text = new StringBuilder(HEADING);
        text.append(
                """

                Written by `make bench` (`bench/gateway/run`) on %s, on an %s with %d processors, Linux %s. The load average was %s when it
                began and %s when it ended; above 2, other programs had their share of the processors.

                The gateway runs as in its image: the same Java modules, flags and class cache. PostgreSQL, kube-apiserver with %d LiveStreams and what makes the
                load run beside it on 127.0.0.1, all on the second core; of these programs only the gateway uses the first. It may use both, but for the edge checks: there it is kept
                to the first. PostgreSQL does not wait for its disk (fsync is off).

                | start, median of %d | longest | processor time of a start | memory then |
                |---|---|---|---|
                """
                        .formatted(
                                LocalDate.now(),
                                processor(),
                                processors(),
                                System.getProperty("os.version"),
                                loadBefore,
                                loadAfter,
                                Scene.STREAMS,
                                starts.took().size()));
        text.append(starts.row());
        text.append(
                """

                - Start: from the start of the process until `/actuator/health/readiness` answers 200, with the tables made. Aim: at most 4 s.
                - Memory, here and below: resident, the mapped pages of the class cache included. Aim: at most 300 MiB.

                | edge checks a second, one core | p50 | p99 | failed | the gateway's use of its core | memory then |
                |---|---|---|---|---|---|
                """);
        text.append(edge.row());
        text.append(
                """

                - `GET /internal/edge/check` as edges ask it, for %d viewers of %d streams in turn, over %d connections that stay, by wrk as fast as answers come: for
                  %d s after %d s of warming up. The percentiles are those of full load. Aim: at least 5,000 a second.

                | admin's calls, p99 of the first %d s | p50 afterwards | p99 | longest | their answers | log-ins answered | memory then |
                |---|---|---|---|---|---|---|
                """
                        .formatted(
                                Scene.CUSTOMERS,
                                Scene.STREAMS,
                                EdgeLoad.CONNECTIONS,
                                time.toSeconds(),
                                2 * time.toSeconds(),
                                Storm.FIRST.toSeconds()));
        text.append(storm.row());
        text.append(
                """

                - A storm: %d log-ins a second with wrong passwords, from %d addresses, to %d logins of which half exist (bcrypt, cost 12), at a gateway that has
                  just started. It lasts %d s longer than its first %d s, which are told apart: Java is still compiling then. An admin calls `GET /api/streams`
                  %d times a second meanwhile. 401: judged; 503: refused because too many wait, for
                  bcrypt or for the database. Aim: p99 of the admin's calls below 200 ms.

                Aims missed in this run: %s.
                """
                        .formatted(
                                LogInStorm.LOG_INS_A_SECOND,
                                LogInStorm.ADDRESSES,
                                LogInStorm.LOGINS,
                                time.toSeconds(),
                                Storm.FIRST.toSeconds(),
                                LogInStorm.CALLS_A_SECOND,
                                missed()));
        return text.toString();
    }

    private String missed() {
        var aims = new LinkedHashMap<String, Boolean>();
        aims.put("start", starts.median().compareTo(Duration.ofSeconds(4)) <= 0);
        aims.put("memory", Math.max(edge.memory(), storm.memory()) <= 300);
        aims.put("edge checks", edge.answers().perSecond() >= 5_000);
        aims.put("admin's calls", storm.answers().percentile(0.99) < 200);
        aims.values().removeIf(reached -> reached);
        return aims.isEmpty() ? "none" : String.join(", ", aims.keySet());
    }

    private static long processors() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("processor")).count();
        }
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*: ", ""))
                    .findFirst()
                    .orElse("unnamed processor");
        }
    }
}
