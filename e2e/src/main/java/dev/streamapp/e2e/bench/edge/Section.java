package dev.streamapp.e2e.bench.edge;

import dev.streamapp.e2e.bench.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** The section "Edge" of a page. */
record Section(List<Measured> results, String loadBefore, String loadAfter) {
    private static final String HEADING = "## Edge\n";

    /** Puts it in the place of the former one, else at the end; the rest of the page stays. */
    void writeTo(Path file) throws IOException {
        String page = Files.readString(file);
        int begin = page.indexOf("\n" + HEADING);
        int next = begin < 0 ? -1 : page.indexOf("\n## ", begin + 1);
        String before = begin < 0 ? page.stripTrailing() + "\n" : page.substring(0, begin);
        Files.writeString(file, before + "\n" + text() + (next < 0 ? "" : page.substring(next)));
    }

    private String text() throws IOException {
        String missed =
                results.stream()
                        .flatMap(result -> result.missed().stream())
                        .collect(Collectors.joining(", "));
        return HEADING
                + """

                Written by `make bench` (`bench/edge/run`) on %s, on %s. The load average was %s when it began and %s when it ended. The machine ran the
                cluster, the camera, and all viewers as well.

                """
                        .formatted(LocalDate.now(), Machine.described(), loadBefore, loadAfter)
                + results.stream().map(Measured::markdown).collect(Collectors.joining())
                + "Aims missed in this run: "
                + (missed.isEmpty() ? "none" : missed)
                + ".\n";
    }
}
