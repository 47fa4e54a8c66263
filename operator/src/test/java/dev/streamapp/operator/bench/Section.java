package dev.streamapp.operator.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The section "Operator" of a page. */
final class Section {

    private static final String HEADING = "## Operator\n";
    private static final String NEXT_HEADING = "\n## ";

    private final int part;
    private final int children;
    private final String loadBefore;
    private final List<Long> starts = new ArrayList<>();
    private final List<Long> memory = new ArrayList<>();
    private final List<Creation> creations = new ArrayList<>();
    private final List<Straight> straight = new ArrayList<>();
    private final List<PlainOperator> plain = new ArrayList<>();
    private final List<Lives> lives = new ArrayList<>();
    private final List<Latencies> latencies = new ArrayList<>();
    private final List<Watched> watched = new ArrayList<>();
    private final List<Restart> restarts = new ArrayList<>();

    /**
     * @param part 1, or what the numbers of streams were divided by
     * @param children that each stream has
     */
    Section(int part, int children) throws IOException {
        this.part = part;
        this.children = children;
        this.loadBefore = Main.load();
    }

    void start(OperatorProcess operator) throws IOException {
        starts.add(operator.startTook().toNanos());
        memory.add(operator.process().residentMebibytes());
    }

    void add(Creation creation) {
        creations.add(creation);
        tell(creation.row());
    }

    void add(Straight written) {
        straight.add(written);
        tell(
                "| %,d straight | | %.1f s |%n"
                        .formatted(written.count(), written.time().toMillis() / 1e3));
    }

    void add(PlainOperator measured) {
        plain.add(measured);
        tell(
                "| %,d by the plain operator | | %.1f s | %d MiB |%n"
                        .formatted(
                                measured.count(),
                                measured.time().toMillis() / 1e3,
                                measured.mebibytes()));
    }

    /** Streams of that number that the operator was given at once. */
    private Creation like(int count) {
        return creations.stream()
                .filter(creation -> creation.count() == count)
                .findFirst()
                .orElseThrow();
    }

    void add(Lives all) {
        lives.add(all);
        tell(all.row());
    }

    void add(Latencies all) {
        latencies.add(all);
        tell(all.row());
    }

    void add(Watched all) {
        watched.add(all);
        tell(all.row());
    }

    void add(Restart restart) {
        restarts.add(restart);
        tell(restart.row());
    }

    /** A row as soon as it is known, for who waits. */
    private static void tell(String row) {
        System.out.print(row);
    }

    /**
     * Puts it in the place of the former one, else at the end; the rest of the page stays. Of a
     * part of the streams nothing is written.
     */
    void writeTo(Path file) throws IOException {
        if (part > 1) {
            System.out.print(text());
            return;
        }
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
        var starting = new Times(starts);
        var text = new StringBuilder(HEADING);
        text.append(
                """

                Written by `make bench` (`bench/operator/run`) on %s, on an %s. The load average was %s when it began and %s when it ended: etcd,
                kube-apiserver, kube-controller-manager (500 calls a second), kube-scheduler, KWOK in the role of %d nodes' kubelets and the measurement itself ran
                on the same machine. etcd does not wait for its disk.

                The operator runs as in its image: the same Java modules, flags and class cache, with the rights that the chart grants. One process answers in
                the role of all packagers. Each stream takes encrypted SRT on a port of %s and has %d children that the operator writes: Deployment, Services, volume
                claim, Secret with the passphrase and what else belongs to it. Times are seen from outside, by watching the API server; writes are those that the API
                server noted in its audit log.

                """
                        .formatted(
                                LocalDate.now(),
                                Machine.described(),
                                loadBefore,
                                Main.load(),
                                Furniture.NODES,
                                OperatorProcess.PORTS,
                                children));
        text.append(Lives.header());
        lives.forEach(row -> text.append(row.row()));
        text.append(
                """

                - A life: created → all children there → one edit seen in the Deployment → deleted, all children gone. Aim: 500 at once in at most 134 s.

                """);
        text.append(Creation.header());
        creations.forEach(row -> text.append(row.row()));
        text.append('\n').append(Straight.header());
        straight.forEach(row -> text.append(row.row(like(row.count()))));
        text.append(
                """

                - The same children, copied from a stream's and written by 10 threads that read nothing, and a ConfigMap written twice in the place of the
                  LiveStream and its status, beside as many other streams: what this API server can take.

                """);
        text.append(PlainOperator.header());
        plain.forEach(row -> text.append(row.row(like(row.count()))));
        text.append(
                """

                - `bench/operator/peer`, with controller-runtime: ten workers, the same children by server-side apply where they are not there yet, the phase in the
                  status, and nothing else. Started in the operator's place beside as many other streams. Aim: at most 1.1 times that.

                """);
        text.append(Latencies.header());
        latencies.forEach(row -> text.append(row.row()));
        text.append(
                """

                - From the request of the user until the change is seen, the way through the API server included; an edit when the pod of the one before runs. Aims: p99 of an edit at most 75 ms, of a new
                  stream's children 1 s, of a status 1 s.

                """);
        text.append(Watched.header());
        watched.forEach(row -> text.append(row.row()));
        text.append(
                """

                - Nobody touches a stream meanwhile. The bit rate of streams on air wanders at random between 1 and 4 Mbit/s; "figures changed" is how often packagers
                  told a new one. A status tells a moved bit rate at most once in ten minutes, which is longer than this was watched: over a long time that
                  alone makes at most 0.1 writes a minute. Aims: no write for idle streams, at most 0.1 a minute for one on air, at most 256 MiB resident at
                  1,000 streams. Resident includes the mapped pages of the class cache; anonymous does not.

                """);
        text.append(Restart.header());
        restarts.forEach(row -> text.append(row.row()));
        text.append(
                """

                - Aims: at most 10 s at 1,000 streams, no child written, no pod replaced.
                - Start without a stream, median of %d: %.2f s (longest %.2f s), %d MiB resident then. Aim: at most 3 s.

                """
                        .formatted(
                                starts.size(),
                                starting.percentileMillis(0.5) / 1e3,
                                starting.maximumMillis() / 1e3,
                                memory.stream().mapToLong(Long::longValue).max().orElseThrow()));
        text.append(Peers.TEXT);
        text.append("\nAims missed in this run: ").append(missed()).append(".\n");
        return text.toString();
    }

    private String missed() {
        var aims = new LinkedHashMap<String, Boolean>();
        aims.put("500 lives", lives.getLast().all().toSeconds() <= 134);
        aims.put(
                "creation",
                !plain.isEmpty()
                        && plain.stream()
                                .allMatch(
                                        other -> like(other.count()).ratioTo(other.time()) <= 1.1));
        for (Latencies all : latencies) {
            aims.put(all.what(), all.reached());
        }
        aims.put("writes", watched.stream().allMatch(Watched::quiet));
        aims.put("memory", watched.stream().allMatch(Watched::small));
        aims.put("restart", restarts.stream().allMatch(Restart::reached));
        aims.put("start", new Times(starts).percentileMillis(0.5) <= 3_000);
        aims.values().removeIf(reached -> reached);
        return aims.isEmpty() ? "none" : String.join(", ", aims.keySet());
    }
}
